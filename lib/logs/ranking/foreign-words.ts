/**
 * The commonest complaints of servers, drivers and operating systems in the language of their locale, as sources of
 * case-insensitive regular expressions: PostgreSQL, MySQL, Oracle, SQL Server, Windows, glibc and the JVM in Spanish,
 * Portuguese, French, German, Italian, Dutch, Polish, Turkish, Russian, Chinese, Japanese and Korean.
 */
export const COMPLAINT_WORDS = {
  /** does not exist, not found */
  ABSENT:
    "no existe|no se (?:encuentra|encontr[oó]|pudo encontrar|ha encontrado|puede encontrar)|no encontrad[oa]|n[aã]o (?:existe|foi encontrad[oa]|encontrad[oa]|foi poss[ií]vel (?:encontrar|localizar))|n['’]existe pas|introuvable|pas (?:[ée]t[ée] )?trouv[ée]e?|nicht gefunden|existiert nicht|nicht vorhanden|non (?:esiste|trovat[oa]|[èe] stat[oa] trovat[oa])|niet gevonden|bestaat niet|nie (?:istnieje|znaleziono|mo[żz]na odnale[źz][ćc])|bulunamad[ıi]|mevcut de[ğg]il|не (?:существует|найден[аоы]?|удается найти|удаётся найти|удалось найти)|не уда[её]тся найти|不存在|找不到|未找到|没有找到|存在しません|見つかりません|존재하지 않|찾을 수 없",
  /** the login failed */
  LOGIN_FAILED:
    "(?:autentificaci[oó]n|autenticaci[oó]n|autentica[cç][aã]o|authentification|authentifizierung|autenticazione|проверк\\S{1,3} подлинности|аутентификаци\\S{1,3}|uwierzytelni\\S{1,10}|kimlik do[ğg]rulama\\S{0,5}|认证|身份验证|認証|인증)[^\\n]{0,60}?(?:fall|falh|[ée]chou|fehl|non riuscit|не пройдена|не про[шй]|не удал|nie powiod|ba[şs]ar[ıi]s[ıi]z|失败|失敗|실패)|contrase[ñn]a (?:incorrecta|no v[aá]lida)|senha (?:incorreta|inv[aá]lida)|mot de passe (?:incorrect|invalide)|falsches Kennwort|неверный пароль|密码错误|登录失败|登入失敗|ログイン(?:に|が)?失敗|로그인[^\\n]{0,10}실패|ошибка входа|error de inicio de sesi[oó]n|falha (?:de|no) (?:logon|login)|[ée]chec de l['’]ouverture de session|anmeldung fehlgeschlagen|fehler bei der anmeldung",
  /** access was denied */
  DENIED:
    "(?:acceso|permiso) denegad[oa]|permisos? insuficientes?|sin permisos?|(?:acesso|permiss[aã]o) negad[oa]|permiss[aã]o insuficiente|(?:acc[èe]s|permission) (?:refus[ée]e?|interdite?)|droits? (?:insuffisants?|refus[ée])|zugriff (?:wurde )?verweigert|keine berechtigung|berechtigung (?:verweigert|fehlt)|(?:accesso|permesso) negato|toegang geweigerd|odmowa dost[ęe]pu|brak uprawnie[ńn]|eri[şs]im (?:reddedildi|engellendi)|izin (?:verilmedi|reddedildi)|доступ (?:запрещ[её]н|закрыт)|отказано в доступе|нет (?:доступа|прав)|拒绝访问|访问被拒绝|没有权限|权限不足|权限不够|アクセスが拒否|権限がありません|許可がありません|액세스가 거부|권한이 (?:없|거부)",
  /** memory or disk space ran out */
  NO_MEMORY:
    "memoria (?:insuficiente|agotada|esgotada|esaurita)|(?:no queda|sin) (?:espacio|memoria)|espacio insuficiente|mem[oó]ria insuficiente|espa[cç]o (?:em disco )?insuficiente|m[ée]moire insuffisante|espace (?:disque )?insuffisant|plus d['’]espace|nicht gen[üu]gend (?:arbeits)?speicher|kein speicherplatz|auf dem ger[äa]t ist kein|spazio (?:su disco )?insufficiente|недостаточно (?:памяти|места|ресурсов)|не осталось (?:памяти|места)|нет места на|нехватка памяти|内存不足|磁盘空间不足|空间不足|メモリ(?:が|ー)?不足|ディスク(?:の)?(?:空き)?容量|메모리(?:가)? 부족|디스크 공간",
  /** a file could not be opened */
  NOT_OPENED:
    "no se (?:puede|pudo|ha podido) (?:abrir|leer|cargar|acceder)|n[aã]o (?:foi poss[ií]vel|[ée] poss[ií]vel|pode) (?:abrir|ler|carregar|acessar)|impossible d['’](?:ouvrir|acc[ée]der)|(?:kann|konnte) nicht (?:ge[öo]ffnet|gelesen|geladen) werden|impossibile (?:aprire|leggere|caricare)|kan niet worden geopend|nie mo[żz]na otworzy[ćc]|a[çc][ıi]lam[ıi]yor|не (?:уда[её]тся|удалось) (?:открыть|прочитать|загрузить)|невозможно открыть|无法打开|開くことができません|開けません|열 수 없",
  /** a connection failed */
  NO_CONNECTION:
    "conexi[oó]n (?:rechazada|denegada|cerrada|perdida|reiniciada)|no se pudo (?:conectar|establecer)|no se puede (?:conectar|establecer)|tiempo de espera (?:agotado|excedido)|conex[aã]o (?:recusada|fechada|perdida|reiniciada)|n[aã]o foi poss[ií]vel (?:conectar|estabelecer)|tempo (?:limite )?(?:esgotado|excedido)|connexion (?:refus[ée]e|ferm[ée]e|perdue|interrompue)|impossible de se connecter|d[ée]lai (?:d['’]attente )?(?:d[ée]pass[ée]|expir[ée])|verbindung(?:saufbau)? (?:wurde )?(?:verweigert|abgelehnt|unterbrochen|getrennt|abgebrochen)|verbindung konnte nicht|konnte nicht verbinden|zeit[üu]berschreitung|connessione (?:rifiutata|chiusa|interrotta)|impossibile (?:connettersi|stabilire)|соединени\\S{1,3}[^\\n]{0,30}?(?:отклонен|отверг|разорван|сброшен|закрыт)|в соединении отказано|не удалось (?:подключиться|установить соединение|соединиться)|подключиться к серверу|истекло время|превышен\\S{0,3} (?:таймаут|интервал|лимит|время)|连接(?:被拒绝|超时|失败|已关闭|被重置)|无法连接|积极拒绝|接続(?:が拒否|を拒否|できません|に失敗|がタイムアウト)|연결(?:이 거부|할 수 없|에 실패|하지 못)|시간(?:이)? 초과|po[łl][ąa]czenie (?:odrzucone|zamkni[ęe]te)|ba[ğg]lant[ıi] (?:reddedildi|kurulamad[ıi])|(?:连接|接続)[^\\n]{0,60}?(?:超时|タイムアウト)|連線(?:逾時|失敗|被拒)|nie mo[żz](?:na|e) (?:si[ęe] )?po[łl][ąa]czy[ćc]|nie uda[łl]o si[ęe] (?:po[łl][ąa]czy[ćc]|nawi[ąa]za[ćc])|przekroczono (?:limit )?czasu?|up[łl]yn[ąa][łl] (?:limit )?czasu?|zaman a[şs][ıi]m[ıi]|tempo limite|verbinding (?:geweigerd|verbroken|mislukt)|kan geen verbinding|d[ée]passement du d[ée]lai|время ожидания (?:истекло|превышено)|tiempo de (?:espera|conexi[oó]n) (?:superado|expirado)|tempo scaduto",
  /** a constraint was violated */
  CONSTRAINT:
    "llave duplicada|clave duplicada|entrada duplicada|viola (?:la )?(?:restricci[oó]n|llave)|chave duplicada|entrada duplicada|viola (?:a )?restri[cç][aã]o|valeur (?:d['’]une cl[ée] )?dupliqu[ée]e|cl[ée] dupliqu[ée]e|(?:rompt|viole) la contrainte|doppelter schl[üu]sselwert|verletzt (?:unique|not-null|fremdschl[üu]ssel|check|den)|valore (?:di )?chiave duplicato|viola il vincolo|podw[óo]jna warto[śs][ćc]|narusza (?:ograniczenie|klucz)|повторяющееся значение|нарушает ограничение|重复键|主键冲突|违反\\S{0,14}约束|重複\\S{0,3}キー|制約に違反|一意性制約|중복된 키|제약 ?조건[^\\n]{0,12}위반|viola[cç](?:[aã]o|i[oó]n) (?:de |da |del? )?(?:la )?(?:chave|clave|llave|restri[cç]|restricci|unicidad|integridad)|violation de (?:la )?(?:contrainte|cl[ée])|verletzung (?:der|des|von)|naruszenie (?:klucza|ograniczenia|wi[ęe]z[óo]w)|violazione (?:del|di) (?:vincolo|chiave)|违反(?:唯一|主键|约束|外键)|一意制約|нарушение (?:ограничени|ключа|уникальност)",
  /** syntax error */
  SYNTAX:
    "error de sintaxis|erro de sintaxe|erreur de syntaxe|syntaxfehler|errore di sintassi|syntaxisfout|b[łl][ąa]d sk[łl]adni|s[öo]zdizimi hatas[ıi]|ошибка синтаксиса|синтаксическая ошибка|语法错误|構文エラー|구문 오류",
  /** not set or defined */
  UNSET:
    "no (?:est[aá] |fue )?(?:definid[oa]|configurad[oa]|especificad[oa]|establecid[oa])|n[aã]o (?:est[aá] |foi )?(?:definid[oa]|configurad[oa]|especificad[oa]|informad[oa])|n['’](?:est|a) pas (?:[ée]t[ée] )?(?:d[ée]fini|configur[ée]|sp[ée]cifi[ée]|renseign[ée])e?|non (?:d[ée]fini|configur[ée]|sp[ée]cifi[ée]|renseign[ée])e?|nicht (?:gesetzt|definiert|konfiguriert|angegeben|festgelegt)|non [èe] (?:definit[oa]|configurat[oa]|specificat[oa]|impostat[oa])|nie (?:jest |zosta[łl][ao]? )?(?:zdefiniowan|ustawion|skonfigurowan|okre[śs]lon)|tan[ıi]ml[ıi] de[ğg]il|tan[ıi]mlanmam[ıi][şs]|ayarlanmam[ıi][şs]|не (?:задан|определ[её]н|указан|настроен|установлен)[аоы]?|未(?:设置|定义|配置|指定)|没有(?:设置|定义|配置|指定)|(?:設定|定義|指定)されていません|未(?:設定|定義|指定)|(?:설정|정의|지정)되지 않",
  /** a row has no value */
  NULL_VALUE:
    "valor (?:nulo|null)|нулевое значение|valeur NULL|NULL-Wert|valore nullo|значение NULL|warto[śs][ćc] pusta|空值|null 值|NULL値|null 값",
} as const; // prettier-ignore

/** Accented Latin letters, Cyrillic, and Chinese, Japanese and Korean characters. */
export const FOREIGN_LETTER = /[\u00a1-\u017f\u0400-\u047f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/;

/** Words without such letters that start or carry a complaint in Spanish, Portuguese, French, German, Italian and Dutch. */
export const FOREIGN_WORD =
  /\b(?:no (?:se |existe|encontrad|hay |queda)|nicht |keine? |impossible d|introuvable|permisos? |acceso |acesso |accesso |conexi|zugriff |verbindung|niet |impossibile )/i;

/** Any of them. */
export const FOREIGN_COMPLAINT = new RegExp(Object.values(COMPLAINT_WORDS).join("|"), "i");
