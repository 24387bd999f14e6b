/** Whether a fix may change a file that is executed automatically. */
export interface PathRule {
  /** `refuse`: no fix may change it; `flag`: a fix may, with high risk. */
  verdict: "refuse" | "flag";
  /** Completes "CHANGED FILE …". */
  why: string;
  /** Folder names at any depth, covering everything inside. May contain `/`. */
  folders?: string;
  /** File names, or path suffixes if they contain `/`. */
  files?: string;
  /** Only for files the patch adds; existing ones are ordinary code. */
  isNewOnly?: true;
}

/** File extensions of JavaScript and TypeScript. */
const JS = "{js,cjs,mjs,ts,cts,mts,jsx,tsx}";
const YAML = "{yml,yaml}";

/**
 * Files that machines or developer tools execute automatically. Names are lowercase and separated by spaces; `*` matches
 * anything but a slash, `**` anything, `{a,b}` either. Files that take effect before review (CI, hooks, editors,
 * assistants, package sources) are refused; files a fix may need to touch are flagged. The first matching rule wins.
 */
export const PATH_RULES: readonly PathRule[] = [
  {
    verdict: "refuse",
    why: "configures what CI runs",
    folders: `.github .gitlab .gitea .forgejo .bitbucket .circleci .buildkite .woodpecker .semaphore .tekton .teamcity
      .harness .azure-pipelines azure-pipelines .azuredevops .vsts .zuul.d zuul.d .drone .travis .jenkins .concourse
      .ci .cirrus .gocd .prow .builds .screwdriver .dagger .kokoro .codebuild .buildspec .spacelift .earthly .argoci
      .werft .codeship bamboo-specs kokoro .trunk .moon`,
    files: `.gitlab-ci* gitlab-ci*.${YAML} *.gitlab-ci.${YAML} .travis.${YAML} .drone.* .woodpecker*.${YAML} .cirrus.*
      {.,}appveyor*.${YAML} {.,}buildspec*.${YAML} {.,}codefresh*.${YAML} wercker.${YAML} {.,}bitrise.${YAML}
      cloudbuild*.{yml,yaml,json} {.,}azure-pipeline*.${YAML} *.azure-pipelines.${YAML} vsts-ci.${YAML}
      bitbucket-pipelines*.${YAML} screwdriver.${YAML} skaffold*.${YAML} {.,}zuul.${YAML} .build.${YAML}
      .vela.${YAML} {.,}taskcluster.${YAML} .evergreen.${YAML} codeship-* {.,}shippable.${YAML} circle.${YAML}
      .scrutinizer.${YAML} *.gocd.{yml,yaml,json} *.gopipeline.json jenkinsfile* *.jenkinsfile jenkins.${YAML}
      earthfile* dangerfile* tiltfile* *.tiltfile .readthedocs.${YAML} readthedocs.${YAML} .prow.${YAML} dagger.json
      atlantis.${YAML} .semaphore.${YAML} .ci.${YAML} .builds.${YAML} buildkite.${YAML} {.,}packit.${YAML}
      .onedev-buildspec.${YAML} .space.kts .mega-linter.${YAML} {.,}goreleaser.${YAML}`,
  },
  {
    verdict: "refuse",
    why: "configures what a hosting service builds and runs from a branch",
    folders: ".platform .ebextensions .do .okteto .vercel .netlify .fly",
    files: `netlify.toml vercel.json now.json render.${YAML} fly.toml railway.{json,toml} amplify.yml heroku.yml
      .platform.app.yaml apprunner.${YAML} appspec.${YAML} nixpacks.toml captain-definition okteto.${YAML}
      devspace.${YAML} werf*.${YAML} garden.yml wrangler.{toml,json,jsonc} firebase.json .firebaserc`,
  },
  {
    verdict: "refuse",
    why: "configures automatic updates, merges or reviewers",
    folders: ".mergify",
    files: `dependabot.${YAML} renovate*.{json,json5} .renovaterc* .mergify.${YAML} .kodiak.toml codeowners owners
      owners_aliases .bulldozer.yml .policy.yml .whitesource pyup.yml .pyup.yml .snyk`,
  },
  {
    verdict: "refuse",
    why: "configures what runs on every commit",
    folders: ".husky .githooks git-hooks .git-hooks .git_hooks .hooks .lefthook .yorkie",
    files: `.pre-commit-config.${YAML} .pre-commit-hooks.${YAML} prek.toml {.,}lefthook*.{yml,yaml,toml,json}
      .lintstagedrc* lint-staged.config.* .overcommit.yml .huskyrc* husky.config.* {.,}simple-git-hooks.*
      {.,}captainhook.json grumphp.yml* {applypatch,commit}-msg{,.*} pre-{applypatch,commit,merge-commit,rebase,push}{,.sh,.py,.bat,.ps1,.exe}
      pre-{auto-gc,receive}{,.sh,.py} post-{applypatch,commit,rewrite,checkout,merge,receive,update,index-change}{,.sh,.py}
      prepare-commit-msg{,.*} reference-transaction proc-receive push-to-checkout fsmonitor-watchman sendemail-validate`,
  },
  {
    verdict: "refuse",
    why: "configures what editors run on a developer's machine",
    folders: `.vscode .vscode-server .idea .devcontainer .fleet .zed .vs .settings .theia .nova .atom .emacs.d .vim .nvim
      .helix .lapce .codesandbox .gitpod .replit .sublime .run`,
    files: `*.code-workspace *.sublime-{project,workspace,build,commands,settings} .dir-locals*.el .exrc .gvimrc
      .nvimrc .nvim.lua .lvimrc .local.vimrc .vimrc _vimrc .project .classpath *.iml *.ipr .ycm_extra_conf.py
      .devcontainer.json devcontainer.json .gitpod.* .replit replit.nix {.,}devfile.${YAML} .stackblitzrc
      .lldbinit .gdbinit .pdbrc* .pythonrc* .pythonstartup .irbrc .pryrc .tmux.conf .tmuxinator.* .screenrc`,
  },
  {
    verdict: "refuse",
    why: "sets up every shell that enters the folder",
    folders: ".direnv .mise .rtx .devbox .config/mise .config/fish .config/direnv .zsh .bash",
    files: `.envrc* .autoenv* .env .env.{local,development,production,staging,test,prod,dev}* .flaskenv .env-vars
      {.,}mise*.toml .rtx*.toml devbox.json .bash{rc,_profile,_login,_logout,_aliases} .profile .z{shrc,shenv,profile,login,logout}
      .kshrc .cshrc .login .inputrc .hushlogin .pam_environment .xinitrc .xprofile .xsessionrc config.fish .rprofile
      .renviron rprofile.site renviron.site .juliarc.jl startup.jl`,
  },
  {
    verdict: "refuse",
    why: "instructs coding assistants",
    folders: `.claude .cursor .aider .continue .codex .windsurf .cline .clinerules .roo .kilocode .amazonq .kiro .junie
      .augment .trae .gemini .qwen .opencode .goose .warp .copilot .sourcegraph .cody .devin .openhands .agent .agents
      .serena .tabnine .zencoder .crush .factory .rules .skills`,
    files: `.claude* .cursor* .aider* .continue* .codex* {.,}mcp.json .mcp.* claude*.md agents*.md agent.md gemini*.md
      qwen.md warp.md skill.md .windsurfrules* .clinerules* .roorules* .roomodes .rules .goosehints opencode.json*
      crush.json copilot-instructions.md *.instructions.md *.mdc .tabnine* .augment* .replit.md`,
  },
  {
    verdict: "refuse",
    why: "configures what tools run or where they download from",
    folders: `.cargo .mvn .gradle gradle/wrapper .yarn .bundle .pip .conda .mamba .ivy2 .sbt .poetry .uv .pnpm-store .nuget
      .terraform.d .ssh .gnupg .aws .azure .gcloud .kube .docker .hg .svn .bzr .jj .config/git .config/pip .config/containers`,
    files: `.npmrc .pnpmrc .yarnrc* .pnp.* {.,}pnpmfile.* {.,}bunfig.toml .pypirc pip.{conf,ini} {.,}condarc* .mambarc
      .gemrc nuget.config gradlew* mvnw* gradle-wrapper.properties .sbtopts .jvmopts .java-options .mavenrc
      settings-security.xml auth.json {.,}terraformrc terraform.rc {.,}*.bazelrc .bazeliskrc .bazelversion tools/bazel
      .buckconfig* .watchmanconfig .netrc _netrc .wgetrc .curlrc _curlrc .gitattributes .gitconfig .gitmodules
      .lfsconfig .hgrc .hgsub .git-credentials .my.cnf .pgpass .pg_service.conf .s3cfg .boto .opam-switch .sdkmanrc
      .mailcap .dockercfg .user.ini .htaccess`,
  },
  {
    verdict: "refuse",
    why: "is executed by every Python process that finds it",
    files: "{site,user}customize.py {site,user}customize/__init__.py *.pth *.egg-link __editable__*",
  },
  {
    verdict: "refuse",
    why: "is a binary or an archive, which cannot be reviewed as text",
    files: `*.{pyc,pyo,pyd,so,dll,dylib,exe,msi,pif,cpl,jar,war,ear,class,whl,egg,gem,deb,rpm,apk,bin,elf,wasm}
      *.so.* *.{lnk,scf,hta,zip,tar,tgz,gz,7z}`,
  },
  {
    verdict: "flag",
    why: "every Airflow process reads or executes it on startup",
    files: `airflow.cfg airflow_local_settings.py airflow_local_settings/__init__.py webserver_config.py
      airflow_settings.${YAML} log_config.py default_airflow.cfg airflow.env`,
  },
  {
    verdict: "flag",
    why: "every Airflow process imports this folder on startup",
    files: "plugins/**.py",
    isNewOnly: true,
  },
  {
    verdict: "flag",
    why: "it controls what dbt connects to, downloads and runs before and after every run",
    folders: "dbt_packages dbt_modules",
    files: `dbt_project.${YAML} profiles.${YAML} packages.${YAML} dependencies.${YAML} package-lock.yml dbt_cloud.yml`,
  },
  {
    verdict: "flag",
    why: "CI may run it",
    folders: "ci jenkins concourse cloudbuild teamcity tekton",
    files: "*.groovy",
  },
  {
    verdict: "flag",
    why: "the orchestrator reads commands, plugins or connections from it",
    folders: ".prefect .dagster .astro .meltano .kedro",
    files: `prefect*.${YAML} prefect.toml {.,}dagster*.${YAML} dagster_cloud.${YAML} workspace.${YAML} *deployment*.${YAML}
      luigi.{cfg,toml} meltano.yml great_expectations.yml databricks.${YAML} dvc.yaml mlproject {.,}kedro.yml
      sqlmesh.{py,yaml} superset_config.py celeryconfig.py spark-defaults.conf nextflow.config
      io_config.${YAML} packages.txt kestra.yml`,
  },
  {
    verdict: "flag",
    why: "the test run executes it",
    folders: "__tests__ __mocks__",
    files: `conftest.py {test,tests}/**.py test_*.py *_test.py *.{test,spec,cy,e2e}.${JS} *.setup.${JS}
      setup-tests.${JS} *_test.go *_spec.rb spec_helper.rb *test.{java,kt,scala} *spec.scala src/test/**`,
  },
  {
    verdict: "flag",
    why: "builds and tools execute it",
    folders: "buildsrc magefiles debian meta-inf/services",
    files: `setup.py noxfile.py fabfile.py tasks.py manage.py dodo.py pavement.py build.py hatch_build.py pdm_build.py
      _custom_build.py setup_helpers.py versioneer.py conanfile.py {doc,docs,source}/conf.py sconstruct sconscript wscript waf
      gunicorn*.py uwsgi*.ini jupyter_*config.py ipython_*config.py build.rs gulpfile.* gruntfile.* jakefile.*
      {karma,wdio,protractor,nightwatch}.conf*.${JS} *.config.${JS} *.conf.${JS} *.gradle *.gradle.kts gradle.properties
      pom.xml *.pom build.xml ivy.xml *.sbt *.sc build.mill project/*.scala project/build.properties build build.bazel
      workspace workspace.bazel workspace.bzlmod module.bazel *.bzl *.bazel buck targets pants.toml magefile.go tools.go
      rakefile *.rake gemfile* gems.rb *.gemspec guardfile capfile vagrantfile berksfile thorfile fastfile podfile
      brewfile appraisals config.ru .rspec makefile.pl build.pl mix.exs rebar.config setup.hs *.cabal stack.yaml dune
      dune-project pubspec.yaml package.swift configure configure.ac *.m4 cmakelists.txt *.cmake cmake*presets.json meson.build
      *.{csproj,fsproj,vbproj,vcxproj,sln,props,targets,proj,cake} build.zig *.nimble config.nims *.nix *.rockspec
      deps/build.jl renv/activate.r *.{spec,ebuild} pkgbuild apkbuild snapcraft.yaml meta.yaml recipe.yaml
      bld.bat gyp *.gyp binding.gyp .pnpmfile *.podspec`,
  },
  {
    verdict: "flag",
    why: "it configures what builds and tests run",
    files: `pyproject.toml setup.cfg tox.ini {.,}pytest.{ini,toml} hatch.toml poetry.toml uv.toml {.,}pdm*.toml pixi.toml
      {.,}pylintrc* {.,}mypy.ini .flake8 .coveragerc tsconfig*.json jsconfig.json .babelrc* .eslintrc* .prettierrc*
      .mocharc* .nycrc* .swcrc .stylelintrc* .postcssrc* .commitlintrc* .releaserc* .jestrc* nodemon.json deno.json*
      nx.json turbo.json lerna.json rush.json cargo.toml rust-toolchain* go.mod go.work composer.json phpunit*.xml*
      dotnet-tools.json global.json mkdocs.yml logging.{conf,ini} log.{conf,ini} alembic.ini entry_points.txt
      pipfile conda_build_config.yaml .tool-versions .{python,node,ruby,java,terraform}-version .nvmrc runtime.txt`,
  },
  {
    verdict: "flag",
    why: "it can define install scripts",
    files: "package.{json,json5,yaml}",
  },
  {
    verdict: "flag",
    why: "builds execute it",
    files: `{.,gnu,bsd}makefile* makefile* justfile .justfile *.just {.,}taskfile*.${YAML} *.{mk,mak,make} {.,}mprocs.yaml
      process-compose*.${YAML} maskfile.md *.ninja`,
  },
  {
    verdict: "flag",
    why: "image builds execute it",
    files: "dockerfile* *.dockerfile containerfile* docker-bake.* docker-entrypoint* entrypoint",
  },
  {
    verdict: "flag",
    why: "it configures what containers and services run",
    folders: "helm cron.d cron.daily cron.hourly init.d systemd",
    files: `{docker-,podman-,}compose*.${YAML} docker-stack*.${YAML} procfile* crontab* *.crontab *.cron supervisord*.conf
      *.{service,timer,socket,plist,desktop} ecosystem.{json,yaml} chart.yaml charts/*/templates/** values*.${YAML} kustomization.${YAML} helmfile*.${YAML}
      pod_template*.${YAML} podman*.${YAML} cloud-init*.{yml,yaml,cfg} user-data user-data.{sh,yml,yaml} sudoers`,
  },
  {
    verdict: "flag",
    why: "it changes infrastructure",
    folders: "terraform ansible cloudformation",
    files: `*.{tf,tfvars,tofu,hcl,bicep,nomad} *.tf.json *.tfvars.json pulumi*.${YAML} cdk.json serverless.* samconfig.*
      template.${YAML} *.cfn.* cloudformation* ansible.cfg *playbook*.${YAML} roles/*/{tasks,handlers}/**
      site.yml hosts.{ini,yml}`,
  },
  {
    verdict: "flag",
    why: "a deployment executes it",
    folders: "migrations alembic/versions db/migrate flyway liquibase",
    files: "alembic/env.py",
  },
  {
    verdict: "flag",
    why: "it is a script",
    folders: "bin sbin libexec",
    files: `*.{sh,bash,zsh,fish,ksh,csh,tcsh,ps1,psm1,psd1,bat,cmd,vbs,vbe,wsf,command,applescript,scpt,awk,exp,tcl,cgi}`,
  },
  {
    verdict: "flag",
    why: "loading it executes its contents",
    files: "*.{pkl,pickle,joblib,dill,pt,npy,rds,rdata,mar}",
  },
  {
    verdict: "flag",
    why: "it is third-party code that nobody here reviews",
    folders: "node_modules site-packages dist-packages .venv venv .tox .nox third_party bower_components",
  },
];
