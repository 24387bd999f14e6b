import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const documentGeodataExamples: SignatureExamples = {
  "html/parser-missing": {
    examples: [
      {
        text: "bs4.FeatureNotFound: Couldn't find a tree builder with the features you requested: lxml. Do you need to install a parser library?",
        captures: { parser: "lxml" },
      },
      { text: "ImportError: html5lib not found, please install it", captures: { parser: "html5lib" } },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'bs4'" }],
  },
  "excel/old-or-other-format": {
    examples: [
      {
        text: "openpyxl.utils.exceptions.InvalidFileException: openpyxl does not support the old .xls file format, please use xlrd to read this file, or convert it to the more recent .xlsx file format.",
        captures: { format: "the old .xls file format" },
      },
      {
        text: "org.apache.poi.poifs.filesystem.OfficeXmlFileException: The supplied data appears to be in the Office 2007+ XML. You are calling the part of POI that deals with OLE2 Office Documents.",
      },
    ],
    nearMisses: [{ text: "zipfile.BadZipFile: File is not a zip file" }],
  },
  "excel/illegal-character": {
    examples: [
      { text: "openpyxl.utils.exceptions.IllegalCharacterError: crate\u000b7 cannot be used in worksheets." },
    ],
    nearMisses: [{ text: "UnicodeEncodeError: 'charmap' codec can't encode character '\\u2713'" }],
  },
  "image/unreadable": {
    examples: [
      {
        text: "PIL.UnidentifiedImageError: cannot identify image file '/data/crates/7.jpg'",
        captures: { file: "'/data/crates/7.jpg'" },
      },
      { text: "OSError: image file is truncated (4 bytes not processed)", captures: { missing: "4" } },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/crates/7.jpg'" }],
  },
  "image/too-large": {
    examples: [
      {
        text: "PIL.Image.DecompressionBombError: Image size (400000000 pixels) exceeds limit of 178956970 pixels, could be decompression bomb DOS attack.",
        captures: { pixels: "400000000", limit: "178956970" },
      },
    ],
    nearMisses: [{ text: "MemoryError: Unable to allocate 400. MiB for an array with shape (20000, 20000)" }],
  },
  "gdal/unreadable": {
    examples: [
      {
        text: "ERROR 4: `crate_0412.tif' not recognized as being in a supported file format.",
        captures: { file: "crate_0412.tif" },
      },
      {
        text: "ERROR 4: Unable to open harbour.shx or harbour.SHX. Set SHAPE_RESTORE_SHX config option to YES to restore or create it.",
        captures: { file: "harbour.shx" },
      },
    ],
    nearMisses: [{ text: "ERROR 4: /data/harbour.tif: No such file or directory" }],
  },
  "gdal/data-set-missing": {
    examples: [
      {
        text: "rasterio.errors.RasterioIOError: /data/harbour.tif: No such file or directory",
        captures: { file: "/data/harbour.tif" },
      },
      { text: "ERROR 4: /data/harbour.tif: No such file or directory" },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/harbour.tif'" }],
  },
  "proj/database": {
    examples: [
      {
        text: "ERROR 1: PROJ: proj_create_from_database: /usr/share/proj/proj.db lacks DATABASE.LAYOUT.VERSION.MAJOR / DATABASE.LAYOUT.VERSION.MINOR metadata. It comes from another PROJ installation.",
        captures: { file: "/usr/share/proj/proj.db" },
      },
      {
        text: "pyproj.exceptions.CRSError: Invalid projection: EPSG:4326: (Internal Proj Error: proj_create: no database context specified)",
      },
    ],
    nearMisses: [
      {
        text: "pyproj.exceptions.CRSError: Invalid projection: EPSG:99999: (Internal Proj Error: proj_create: crs not found)",
      },
    ],
  },
  "geometry/invalid": {
    examples: [
      {
        text: "shapely.errors.GEOSException: TopologyException: side location conflict at 11.57 48.13. This can occur if the input geometry is invalid.",
        captures: { message: "side location conflict", place: "11.57 48.13" },
      },
    ],
    nearMisses: [{ text: "WARN topology: broker crate-1 has a side location conflict at rack 4" }],
  },
  "hdf5/unreadable": {
    examples: [
      {
        text: "OSError: Unable to synchronously open file (truncated file: eof = 96, sblock->base_addr = 0, stored_eof = 2048)",
      },
      {
        text: "OSError: [Errno -51] NetCDF: Unknown file format: b'/data/harbour.nc'",
        captures: { message: "Unknown file format", file: "/data/harbour.nc" },
      },
    ],
    nearMisses: [
      { text: "OSError: Unable to open file (unable to open file: name = 'harbour.h5', errno = 2)" },
    ],
  },
};
