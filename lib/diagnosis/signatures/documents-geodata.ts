import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** XML, HTML, workbooks, images, geodata and scientific files. */
export const documentGeodataSignatures: Signature[] = [
  {
    id: "html/parser-missing",
    title: "Parser for BeautifulSoup or pandas not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Couldn't find a tree builder with the features you requested: (?<parser>[\w.-]{1,40})/,
        /ImportError: (?<parser>lxml|html5lib|bs4|BeautifulSoup4) not found, please install it/,
      ],
    },
    rootCause: "The parser `{parser}` is not installed",
    explanation: "BeautifulSoup and `pandas.read_html` only load the parser; it is a package of its own.",
    checks: ["Whether the image's requirements name `{parser}`"],
    fixes: [
      "Install it: `pip install {parser}` (for `xml`, install `lxml`)",
      "Or use the built-in one: `BeautifulSoup(text, 'html.parser')`",
    ],
  },
  {
    id: "excel/old-or-other-format",
    title: "Workbook in another format than the reader's",
    category: "data_quality",
    alternatives: ["missing_dependency", "schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /openpyxl does not support (?<format>the old \.xls file format|\.xlsb? ?file format|[^\n,]{0,20}file format)/,
        /The supplied data appears to be in the OLE2 Format/,
        /The supplied data appears to be in the Office 2007\+ XML/,
        /(?:NotOfficeXmlFileException|NotOLE2FileException)/,
      ],
    },
    rootCause: "The workbook is in another format than the reader expects[[ ({format})]]",
    explanation:
      "`.xls`, `.xlsx` and `.xlsb` are different formats with different readers. Files named `.xls` are often HTML or CSV that a portal exported.",
    checks: ["The first bytes: `PK` is xlsx or xlsb, `D0 CF 11 E0` is xls, `<` is HTML or XML"],
    fixes: [
      "Choose the engine: `engine='xlrd'` for xls, `'openpyxl'` for xlsx, `'pyxlsb'` for xlsb, and install it",
      "Read HTML exports with `pd.read_html`, text with `pd.read_csv`",
      "In POI use `WorkbookFactory.create(…)`, which accepts xls and xlsx",
    ],
  },
  {
    id: "excel/illegal-character",
    title: "Control character in a cell",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/IllegalCharacterError/, /cannot be used in worksheets/] },
    rootCause: "A value contains control characters that a workbook cannot hold",
    explanation: "xlsx is XML, which has no room for most characters below U+0020; openpyxl refuses them.",
    checks: ["Which column holds such characters, and since when"],
    fixes: [
      "Strip them before writing: `openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub('', value)`",
      "Write with `engine='xlsxwriter'`, or as CSV",
    ],
  },
  {
    id: "image/unreadable",
    title: "Image is damaged or not an image",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /cannot identify image file (?<file>'[^'\n]{1,300}'|<[^>\n]{1,120}>)/,
        /image file is truncated \((?<missing>\d{1,12}) bytes not processed\)/,
        /OSError: (?:broken data stream when reading image file|Truncated File Read|unrecognized data stream contents)/,
        /broken PNG file|SyntaxError: not a (?:PNG|JPEG|TIFF|GIF) file/,
        /Premature end of JPEG file|Corrupt JPEG data/,
      ],
    },
    rootCause:
      "The image[[ {file}]] is truncated or not an image that Pillow can read[[ ({missing} bytes left)]]",
    explanation:
      "The download was cut short, an error page was saved under the image's name, the buffer was not rewound (`seek(0)`), or the format needs a plugin (HEIC).",
    checks: ["The file's size and first bytes", "Whether the buffer was read before (`BytesIO` at its end)"],
    fixes: [
      "Fetch the file again and check status and content type",
      "Skip or quarantine unreadable images instead of failing the batch",
      "For HEIC register `pillow-heif`; to accept cut-off images set `ImageFile.LOAD_TRUNCATED_IMAGES = True`",
    ],
  },
  {
    id: "image/too-large",
    title: "Image exceeds Pillow's size limit",
    category: "configuration",
    alternatives: ["data_quality", "resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DecompressionBombError: Image size \((?<pixels>\d{1,14}) pixels\) exceeds limit of (?<limit>\d{1,14}) pixels/,
      ],
    },
    rootCause: "The image has {pixels} pixels, more than Pillow's limit of {limit}",
    explanation:
      "Pillow refuses images with more than twice `Image.MAX_IMAGE_PIXELS` as a possible attack; scans and maps reach that.",
    checks: ["Whether the source is trusted and memory suffices (3 to 4 bytes a pixel)"],
    fixes: [
      "Raise the limit for trusted images: `Image.MAX_IMAGE_PIXELS = …`",
      "Read large rasters by windows with `rasterio` or `pyvips`",
    ],
  },
  {
    id: "gdal/unreadable",
    title: "GDAL cannot open the data set",
    category: "data_quality",
    alternatives: ["missing_dependency", "upstream_missing_data", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /[`'"]?(?<file>[^\s`'"]{1,300})' not recognized as (?:being in )?a supported (?:file|raster|vector)[^\n]{0,10} ?format/,
        /not recognized as being in a supported file format/,
        /Unable to open (?<file>[^\s']{1,300}\.(?:shx|dbf)) or [^\s']{1,300}\. Set SHAPE_RESTORE_SHX config option to YES/,
        /Unable to open EPSG support file/,
      ],
    },
    rootCause: "GDAL cannot read[[ `{file}`]]: damaged, incomplete, or a format without a driver",
    explanation:
      "No installed driver recognises the content: the file is truncated or an error page, a part is missing (a shapefile needs `.shx` and `.dbf`), or this build lacks the driver.",
    checks: [
      "Whether `gdalinfo` or `ogrinfo` opens it, and its size",
      "Whether `gdalinfo --formats` lists the driver",
    ],
    fixes: [
      "Fetch the file again, with all its parts",
      "Install a GDAL build with the driver (conda-forge splits some off: `libgdal-hdf5`, `libgdal-netcdf`)",
      "For a lost `.shx` set `SHAPE_RESTORE_SHX=YES`",
    ],
  },
  {
    id: "gdal/data-set-missing",
    title: "Geodata file missing",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?:fiona\.errors\.DriverError|DataSourceError|RasterioIOError|CPLE_OpenFailedError): '?(?<file>[^\n':]{1,300})'?: No such file or directory/,
        /\bERROR 4: (?:Unable to open )?(?<file>[^\n:]{1,300}): No such file or directory/,
      ],
    },
    rootCause: "The geodata file `{file}` does not exist",
    explanation: "GDAL found no such file, object or layer source under that path.",
    checks: [
      "Whether the producer has delivered it for this date",
      "The path, and for archives and buckets the `/vsizip/`, `/vsis3/` or `/vsigs/` prefix",
    ],
    fixes: ["Run the producer first, or wait for the file", "Correct the path"],
  },
  {
    id: "proj/database",
    title: "PROJ does not find its database",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /proj_create(?:_from_database)?: (?:Cannot find proj\.db|no database context specified)/,
        /(?<file>\S{1,200}proj\.db) (?:lacks DATABASE\.LAYOUT\.VERSION|contains DATABASE\.LAYOUT\.VERSION\.MINOR)/,
        /Valid PROJ data directory not found/,
      ],
    },
    rootCause: "PROJ finds no database, or one of another version[[ (`{file}`)]]",
    explanation:
      "PROJ needs the `proj.db` of its own version. A second installation (conda, PostGIS, a wheel of rasterio or pyproj) and `PROJ_LIB` or `PROJ_DATA` lead it to another one.",
    checks: [
      "`echo $PROJ_DATA $PROJ_LIB`, and `pyproj.datadir.get_data_dir()`",
      "Whether wheels and system GDAL are mixed",
    ],
    fixes: [
      "Unset `PROJ_LIB` and `PROJ_DATA`, or point them to the folder of the library in use",
      "Install GDAL, PROJ and the Python packages from one source",
    ],
  },
  {
    id: "geometry/invalid",
    title: "Invalid geometry",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /TopologyException: (?<message>[^\n]{1,120}?) at (?<place>-?[\d.]{1,24} -?[\d.]{1,24})/,
        /(?<message>(?:Self-intersection|Ring Self-intersection|Hole lies outside shell|Nested shells|Too few points in geometry component)) (?:at or near point|\[)/,
        /lwgeom_\w{1,40}: GEOS Error: (?<message>[^\n]{1,120})/,
      ],
    },
    rootCause: "A geometry is invalid[[ at {place}]]: {message}",
    explanation:
      "Overlays such as intersection and union need valid polygons; a ring that crosses itself makes GEOS stop.",
    checks: ["Which rows are invalid: `gdf[~gdf.is_valid]`, `ST_IsValidReason(geom)`"],
    fixes: [
      "Repair before the overlay: `shapely.make_valid`, `gdf.make_valid()`, `ST_MakeValid(geom)`",
      "Snap to a grid if rounding is the cause: `shapely.set_precision`, `ST_SnapToGrid`",
    ],
  },
  {
    id: "hdf5/unreadable",
    title: "HDF5 or NetCDF file cannot be opened",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Unable to (?:synchronously )?open file \((?<message>truncated file[^\n)]{0,120}|file signature not found|unable to lock file[^\n)]{0,120}|bad object header[^\n)]{0,60})/,
        /NetCDF: (?<message>Unknown file format|HDF error)/,
      ],
      names: [
        /\bname = '(?<file>[^'\n]{1,200})'/,
        /NetCDF: [\w ]{1,30}: (?:b?'|PosixPath\(')?(?<file>[^'\n]{1,200})/,
      ],
    },
    rootCause: "The HDF5 or NetCDF file[[ `{file}`]] cannot be opened: {message}",
    explanation:
      "The file was not closed or not copied completely, is another format (NetCDF classic, an error page), or another process holds its lock.",
    checks: [
      "The size and first bytes (`\\x89HDF` for HDF5, `CDF` for classic NetCDF)",
      "Whether a writer still has it open",
    ],
    fixes: [
      "Have it written or downloaded again, and read it after the writer closed it",
      "On network file systems without locks set `HDF5_USE_FILE_LOCKING=FALSE`",
    ],
  },
];
