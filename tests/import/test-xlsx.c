/* test-xlsx.c: XLSX from literal XML and as openpyxl writes it; every limit; damage of any kind. Usage: test-xlsx FOLDER (of make-workbooks.py) */
#include <string.h>

#include "read-workbook.h"
#include "xlsx-make.h"
#include "zip-read.h"

#define ROWS(rows) "<worksheet xmlns='" MAIN "'><sheetData>" rows "</sheetData></worksheet>"

static const char *folder;

static void
assert_shows (const char *sheet, const char *expected)
{
  g_autoptr (GBytes) bytes = make_xlsx (sheet, NULL, NULL, NULL, NULL);

  assert_reader_shows (posko_read_xlsx, bytes, expected);
}

static void
assert_refused_bytes (GBytes *bytes, int code, const char *words)
{
  assert_reader_refuses (posko_read_xlsx, bytes, code, words);
}

static void
assert_refused (const char *sheet, int code, const char *words)
{
  g_autoptr (GBytes) bytes = make_xlsx (sheet, NULL, NULL, NULL, NULL);

  assert_refused_bytes (bytes, code, words);
}

static void
test_cells (void)
{
  assert_shows (ROWS ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v> 1 </v></c><c r='D1' t='inlineStr'><is><t>a&amp;b_x000D_c_x005F_</t></is></c></row>"
                      "<row r='2'><c r='A2' t='b'><v>1</v></c><c r='B2' t='b'><v>0</v></c><c r='C2' t='e'><f>1/0</f><v>#DIV/0!</v></c>"
                      "<c r='D2' t='str'><f>A1</f><v>nol</v></c><c r='E2'><f>1+1</f><v>2</v></c></row>"
                      "<row r='3'><c r='B3' t='inlineStr'><is><r><t>x</t></r><rPh sb='0' eb='1'><t>no</t></rPh><r><t>y</t></r></is></c></row>"),
                "1|t:nol|t:satu ||t:a&b\rc_\n2|b:true|b:false|e:#DIV/0!|t:nol|n:2\n3||t:xy\n");
}

static void
test_numbers (void)
{
  assert_shows (ROWS ("<row><c><v>1.0</v></c><c><v>106.13468100000001</v></c><c><v>1E3</v></c><c><v>3.2730123456789E15</v></c><c><v>3273012345678901</v></c></row>"
                      "<row><c><v>-0</v></c><c><v>1e-7</v></c><c><v>-2.1309000000000000</v></c><c><v>0.1000</v></c><c><v>1.5E-300</v></c></row>"
                      "<row><c s='2'><v>0.475</v></c><c s='5'><v>3</v></c><c><v>NaN</v></c><c><v>1e999</v></c><c><v> 7 </v></c><c s='99999'><v>007</v></c></row>"
                      "<row><c><v>12345678901234567890123</v></c><c><v>4.9406564584124654E-324</v></c></row>"),
                "1|n:1|n:106.13468100000001|n:1000|n:3273012345678900|n:3273012345678901\n"
                "2|n:0|n:0.0000001|n:-2.1309|n:0.1|n:0."
                "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                "0015\n"
                "3|n:0.475|n:3|t:NaN|t:1e999|n:7|n:7\n"
                "4|n:12345678901234567890123|n:0."
                "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                "000000000000000000000000004"
                "94065645841247\n");
}

static void
test_dates (void)
{
  assert_shows (ROWS ("<row><c s='1'><v>45896</v></c><c s='3'><v>1</v></c><c s='1'><v>59</v></c><c s='1'><v>60</v></c><c s='1'><v>61</v></c><c s='1'><v>2958465</v></c></row>"
                      "<row><c s='1'><v>2958466</v></c><c s='1'><v>-1</v></c><c s='1'><v>0</v></c><c s='6'><v>45896.3125</v></c><c s='7'><v>0.3125</v></c><c s='7'><v>0</v></c><c s='7'><v>0.999999</v></c></row>"
                      "<row><c s='4'><v>1.104166666666667</v></c><c s='7'><v>45896.25</v></c><c s='1'><v>45896.999999</v></c><c s='6'><v>0.5</v></c>"
                      "<c t='d'><v>2025-08-27T07:30:00Z</v></c><c t='d'><v>2025-08-27</v></c><c t='d'><v>kemarin</v></c><c t='d'><v>07:30:15.5</v></c></row>"),
                "1|d:2025-08-27|d:1900-01-01|d:1900-02-28|d:1900-02-29|d:1900-03-01|d:9999-12-31\n"
                "2|n:2958466|n:-1|n:0|d:2025-08-27 07:30|d:07:30|d:00:00|d:23:59:59\n"
                "3|d:26:30|d:2025-08-27 06:00|d:2025-08-28|d:12:00|d:2025-08-27 07:30|d:2025-08-27|t:kemarin|d:07:30:15\n");

  const char *const book = "<workbook xmlns='" MAIN "' xmlns:r='" RELATIONS "'><workbookPr date1904='1'/><sheets><sheet name='Satu' r:id='r1'/></sheets></workbook>";
  g_autoptr (GBytes) bytes = make_xlsx (ROWS ("<row><c s='1'><v>44434</v></c><c s='1'><v>0</v></c><c s='1'><v>2957004</v></c></row>"), NULL, NULL, book, NULL);
  g_auto (Reading) reading = read_bytes (posko_read_xlsx, bytes);
  g_assert_no_error (reading.error);
  g_autofree char *shown = show_sheet (reading.sheets->pdata[0]);
  g_assert_cmpstr (shown, ==, "1|d:2025-08-27|d:1904-01-01|n:2957004\n");
}

static void
test_formats (void)
{
  static const struct
  {
    const char *code;
    PoskoCellFormat format;
  } rows[] = {
    { "General", POSKO_CELL_NUMBER }, { "0.00E+00", POSKO_CELL_NUMBER }, { "#,##0\" hari\"", POSKO_CELL_NUMBER }, { "[Red]0;[Yellow]-0", POSKO_CELL_NUMBER },
    { "0\\d", POSKO_CELL_NUMBER },    { "_d0_y", POSKO_CELL_NUMBER },    { "@", POSKO_CELL_NUMBER },              { "[$Rp-421] #,##0", POSKO_CELL_NUMBER },
    { "yyyy", POSKO_CELL_DATE },      { "MMM", POSKO_CELL_DATE },        { "d/m", POSKO_CELL_DATE },              { "[$-F800]dddd", POSKO_CELL_DATE },
    { "hh:mm", POSKO_CELL_TIME },     { "mm:ss.0", POSKO_CELL_TIME },    { "h AM/PM", POSKO_CELL_TIME },          { "[mm]:ss", POSKO_CELL_ELAPSED },
    { "\"", POSKO_CELL_NUMBER },      { "[", POSKO_CELL_NUMBER },        { "\\", POSKO_CELL_NUMBER },             { "", POSKO_CELL_NUMBER },
    { "0;yyyy", POSKO_CELL_NUMBER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (posko_cell_format_of_code (rows[i].code) != rows[i].format)
      g_error ("%s is %d", rows[i].code, posko_cell_format_of_code (rows[i].code));
  for (guint id = 0; id < 60; id++)
    g_assert_cmpint (posko_cell_format_of_id (id) != POSKO_CELL_NUMBER, ==, (id >= 14 && id <= 22) || (id >= 45 && id <= 47));
}

static void
test_places (void)
{
  /* Rows and cells without r follow the ones before; blank rows are kept, a far one is another place. */
  assert_shows (ROWS ("<row><c><v>1</v></c></row><row r='4'><c r='B4'><v>2</v></c><c><v>3</v></c></row><row><c s='1'/><c r='ALL5'/></row><row><c r='C6'><v>4</v></c></row>"
                      "<row r='1048576'><c r='AMJ1048576'/><c r='XFD1048576' s='1'/></row>"),
                "1|n:1\n2\n3\n4||n:2|n:3\n5\n6|||n:4\n");
  assert_shows (ROWS ("<row r='3'><c r='A3'><v>1</v></c></row><row r='1048576'><c r='A1048576'><v>2</v></c></row>"), "1\n2\n3|n:1\n1048576|n:2\n");
  assert_shows (ROWS (""), "");
  assert_shows ("<worksheet xmlns='" MAIN "'><cols/></worksheet>", "");
  assert_refused (ROWS ("<row r='1'><c r='XFD1'><v>1</v></c></row>"), POSKO_ERROR_LIMIT, "1,024 columns");
  assert_refused (ROWS ("<row r='1'><c r='XFE1'><v>1</v></c></row>"), POSKO_ERROR_INPUT, "cells are not in order");
  assert_refused (ROWS ("<row r='1048577'/>"), POSKO_ERROR_LIMIT, "a row after 1048576");
  assert_refused (ROWS ("<row r='1048576'/><row/>"), POSKO_ERROR_LIMIT, "a row after 1048576");
  assert_refused (ROWS ("<row r='2'/><row r='1'/>"), POSKO_ERROR_INPUT, "rows after it are not in order");
  assert_refused (ROWS ("<row r='2'/><row r='2'/>"), POSKO_ERROR_INPUT, "rows after it are not in order");
  assert_refused (ROWS ("<row r='x'/>"), POSKO_ERROR_INPUT, "rows after it are not in order");
  assert_refused (ROWS ("<row r='2'><c r='B2'/><c r='A2'/></row>"), POSKO_ERROR_INPUT, "cells are not in order");
  assert_refused (ROWS ("<row r='2'><c r='B3'/></row>"), POSKO_ERROR_INPUT, "cells are not in order");
  assert_refused (ROWS ("<row r='2'><c r='A2' t='s'><v>2</v></c></row>"), POSKO_ERROR_INPUT, "shared string");
  assert_refused (ROWS ("<row r='2'><c r='A2' t='s'><v>-1</v></c></row>"), POSKO_ERROR_INPUT, "shared string");
  assert_refused (ROWS ("<row r='2'><c r='A2' t='zz'><v>1</v></c></row>"), POSKO_ERROR_INPUT, "kind that is not known");
}

static void
test_merged (void)
{
  /* The second range is wider than its rows, the third lies outside, the fourth's first cell holds nothing. */
  assert_shows ("<worksheet xmlns='" MAIN "'><sheetData><row><c><v>1</v></c><c r='C1'><v>2</v></c></row><row><c r='B2'><v>3</v></c></row><row><c r='A3'><v>4</v></c></row>"
                "</sheetData><mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='C1:D3'/><mergeCell ref='A9:B10'/></mergeCells></worksheet>",
                "1|n:1||n:2\n2|nm:1|n:3|nm:2\n3|n:4||nm:2\n");
  assert_shows ("<worksheet xmlns='" MAIN "'><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells></worksheet>",
                "1|n:1|nm:1\n");
  assert_refused ("<worksheet><sheetData/><mergeCells><mergeCell ref='B1:A1'/></mergeCells></worksheet>", POSKO_ERROR_INPUT, "merged");
  assert_refused ("<worksheet><sheetData/><mergeCells><mergeCell/></mergeCells></worksheet>", POSKO_ERROR_INPUT, "merged");
}

static void
test_merged_overlap (void)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet><sheetData>");
  for (guint i = 1; i <= 1000; i++)
    g_string_append_printf (sheet, "<row><c r='ALL%u'><v>1</v></c></row>", i);
  g_string_append (sheet, "</sheetData><mergeCells>");
  for (guint i = 0; i < 1000; i++)
    g_string_append (sheet, "<mergeCell ref='A1:ALL1000'/>");
  g_string_append (sheet, "</mergeCells></worksheet>");
  assert_refused (sheet->str, POSKO_ERROR_LIMIT, "merged ranges overlap");
}

static void
test_strict (void)
{
  const char *const relations = PACKAGE "<Relationship Id='r1' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet' Target='/XL/Worksheets/sheet1.xml'/>"
                                        "<Relationship Id='r2' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings' Target='sharedStrings.xml'/></Relationships>";
  const char *const book = "<?xml version='1.0'?><w:workbook xmlns:w='http://purl.oclc.org/ooxml/spreadsheetml/main' xmlns:q='http://purl.oclc.org/ooxml/officeDocument/relationships'>"
                           "<w:sheets><w:sheet name='Ketat' q:id='r1'/></w:sheets></w:workbook>";
  const char *const sheet = "<w:worksheet xmlns:w='http://purl.oclc.org/ooxml/spreadsheetml/main'><w:sheetData><w:row r='1'><w:c r='A1' t='s'><w:v>0</w:v></w:c></w:row></w:sheetData></w:worksheet>";
  g_autoptr (GBytes) bytes = make_xlsx (sheet, NULL, NULL, book, relations);
  g_auto (Reading) reading = read_bytes (posko_read_xlsx, bytes);

  g_assert_no_error (reading.error);
  g_autofree char *shown = show_sheet (reading.sheets->pdata[0]);
  g_assert_cmpstr (shown, ==, "1|t:nol\n");
  g_assert_cmpstr (posko_sheet_name (reading.sheets->pdata[0]), ==, "Ketat");
}

static void
test_told (void)
{
  const char *const book = "<workbook xmlns='" MAIN "' xmlns:r='" RELATIONS "'><sheets><sheet name='Rahasia' state='hidden' r:id='r1'/><sheet name='Satu' r:id='r1'/>"
                           "<sheet name='Gambar' r:id='r4'/></sheets></workbook>";
  const char *const relations = PACKAGE "<Relationship Id='r1' Type='" RELATIONS "/worksheet' Target='worksheets/sheet1.xml'/>"
                                        "<Relationship Id='r4' Type='" RELATIONS "/chartsheet' Target='chart.xml'/></Relationships>";
  g_autoptr (GBytes) bytes = make_xlsx (ROWS ("<row hidden='1'><c><v>1</v></c></row><row><c r='AB2' t='e'><v>#N/A</v></c></row><row hidden='true'/><row><c><f>1+1</f></c></row>"), NULL, NULL, book, relations);
  g_auto (Reading) reading = read_bytes (posko_read_xlsx, bytes);

  g_assert_no_error (reading.error);
  g_assert_cmpuint (reading.sheets->len, ==, 2);
  g_assert_cmpstr (posko_sheet_name (reading.sheets->pdata[0]), ==, "Satu");
  g_assert_cmpstr (posko_sheet_name (reading.sheets->pdata[1]), ==, "Rahasia");
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "sheet-hidden"), ==, 1);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "sheet-without-cells"), ==, 1);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "rows-hidden"), ==, 2);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "formula-error"), ==, 2);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "formula-without-value"), ==, 2);
  for (guint i = 0; i < posko_import_log_n_kinds (reading.log); i++)
    {
      const PoskoImportKind *const kind = posko_import_log_kind (reading.log, i);
      if (strcmp (kind->code, "formula-error") == 0)
        {
          g_assert_cmpint (kind->action, ==, POSKO_IMPORT_MARKED);
          g_assert_cmpstr (kind->lines, ==, "2");
          g_assert_cmpstr (kind->examples[0].found, ==, "#N/A");
          g_assert_true (g_str_has_suffix (kind->examples[0].column, "!AB"));
        }
    }
}

static void
test_package (void)
{
  const char *const out = PACKAGE "<Relationship Id='r1' Type='" RELATIONS "/worksheet' Target='../../../etc/passwd'/></Relationships>";
  const char *const external = PACKAGE "<Relationship Id='r1' Type='" RELATIONS "/worksheet' TargetMode='External' Target='worksheets/sheet1.xml'/></Relationships>";
  const char *const gone = PACKAGE "<Relationship Id='r1' Type='" RELATIONS "/worksheet' Target='gone.xml'/></Relationships>";
  const char *const empty = "<workbook><sheets/></workbook>";
  const struct
  {
    const char *book, *relations, *words;
  } rows[] = {
    { NULL, out, "“Satu” is missing" },   { NULL, external, "“Satu” is missing" },        { NULL, gone, "xl/gone.xml is missing" },
    { empty, NULL, "without a sheet" },   { "<html/>", NULL, "should begin with <workbook>" }, { NULL, "<x/>", "<Relationships>" },
    { "<workbook", NULL, "damaged XML at byte" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = make_xlsx (ROWS (""), NULL, NULL, rows[i].book, rows[i].relations);
      assert_refused_bytes (bytes, POSKO_ERROR_INPUT, rows[i].words);
    }
  assert_refused ("<html/>", POSKO_ERROR_INPUT, "<worksheet>");
  const char *const binary[] = { "_rels/.rels", PACKAGE "<Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.bin'/></Relationships>", NULL };
  g_autoptr (GBytes) xlsb = make_zip (binary);
  assert_refused_bytes (xlsb, POSKO_ERROR_INPUT, "XLSB");
  const char *const none[] = { "a.txt", "a", NULL };
  g_autoptr (GBytes) zip = make_zip (none);
  assert_refused_bytes (zip, POSKO_ERROR_INPUT, "xl/workbook.xml is missing");
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  assert_refused_bytes (nothing, POSKO_ERROR_INPUT, "damaged zip file");
}

static void
test_xml_limits (void)
{
  g_autoptr (GString) deep = g_string_new ("<worksheet>"), tag = g_string_new ("<worksheet><sheetData a='"), names = g_string_new ("<worksheet>");

  for (guint i = 0; i < POSKO_XML_MAX_DEPTH; i++)
    g_string_append (deep, "<a>");
  assert_refused (deep->str, POSKO_ERROR_LIMIT, "nested deeper than 256");
  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (tag, "%u ", i);
  assert_refused (tag->str, POSKO_ERROR_LIMIT, "tag over 1 MiB");
  for (guint i = 0; i < 10001; i++)
    g_string_append_printf (names, "<n%04u/>", i);
  assert_refused (names->str, POSKO_ERROR_LIMIT, "different names");
  assert_refused ("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet>&b;</worksheet>", POSKO_ERROR_INPUT, "DOCTYPE");
  assert_refused ("<worksheet>&b;</worksheet>", POSKO_ERROR_INPUT, "damaged XML");
  assert_refused ("<?xml version='1.0' encoding='x-nowhere'?><worksheet/>", POSKO_ERROR_INPUT, "damaged XML");
  assert_refused ("<worksheet/><worksheet/>", POSKO_ERROR_INPUT, "damaged XML");
}

static void
test_cell_limits (void)
{
  g_autofree char *text = g_strnfill (POSKO_SHEET_MAX_FIELD, 'x');
  g_autofree char *fits = g_strdup_printf (ROWS ("<row><c t='inlineStr'><is><t>%s</t></is></c></row>"), text);
  g_autofree char *over = g_strdup_printf (ROWS ("<row><c t='inlineStr'><is><t>%sx</t></is></c></row>"), text);
  g_autofree char *shared = g_strdup_printf ("<sst><si><t>%sx</t></si></sst>", text);
  g_autofree char *shown = g_strconcat ("1|t:", text, "\n", NULL);
  g_autoptr (GBytes) bytes = make_xlsx (ROWS (""), shared, NULL, NULL, NULL);

  assert_shows (fits, shown);
  assert_refused (over, POSKO_ERROR_LIMIT, "a cell over 1 MiB");
  assert_refused_bytes (bytes, POSKO_ERROR_LIMIT, "string over 1 MiB");
}

/* What all sheets may take together, counted and not filled. */
static void
test_book_limits (void)
{
  g_auto (PoskoCellBook) book;
  g_autoptr (GError) error = NULL, bytes_error = NULL;

  posko_cell_book_init (&book);
  g_assert_true (posko_cell_book_take (&book, POSKO_SHEET_MAX_CELLS, POSKO_SHEET_MAX_BYTES, &error));
  g_assert_false (posko_cell_book_take (&book, 0, 1, &bytes_error));
  g_assert_error (bytes_error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_assert_false (posko_cell_book_take (&book, 1, 0, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
}

static void
test_many_sheets (void)
{
  g_autoptr (GString) book = g_string_new ("<workbook><sheets>");
  for (guint i = 0; i <= POSKO_WORKBOOK_MAX_SHEETS; i++)
    g_string_append (book, "<sheet name='x' id='r1'/>");
  g_string_append (book, "</sheets></workbook>");
  g_autoptr (GBytes) bytes = make_xlsx (ROWS (""), NULL, NULL, book->str, NULL);
  assert_refused_bytes (bytes, POSKO_ERROR_LIMIT, "more than 256 sheets");
}

/* Compares what openpyxl wrote: all that test-xls finds in the same table, too. */
static void
test_openpyxl (void)
{
  g_auto (Reading) reading = read_file (posko_read_xlsx, folder, "openpyxl.xlsx");
  g_assert_no_error (reading.error);
  g_assert_cmpuint (reading.sheets->len, ==, 4);
  const char *const names[] = { "TPS", "Lain", "Rahasia", "Sangat rahasia" };
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (posko_sheet_name (reading.sheets->pdata[i]), ==, names[i]);
  g_autofree char *shown = show_sheet (reading.sheets->pdata[0]);
  const char *const rows = strchr (shown, '\n') + 1;
  g_assert_true (g_str_has_prefix (shown, "1|t:REKAPITULASI TPS – Kota Pangkalpinang|tm:REKAPITULASI TPS – Kota Pangkalpinang|"));
  g_assert_cmpstr (rows, ==,
                   "2\n3|t:Kecamatan|t:Kelurahan|t:No TPS|t:Lintang|t:Bujur|t:L|t:P|t:Tanggal|t:Jam|t:Porsi|t:Aktif|t:Kode\n"
                   "4|t:Bukit Intan|t:Air Itam|n:1|n:-2.130912345678|n:106.134681|n:120|n:131|d:2025-08-27|d:07:30|n:0.475|b:true|t:0001\n"
                   "5|tm:Bukit Intan|tm:Air Itam|n:2|n:-2.5|n:106|n:99|n:101|d:1900-03-01|d:23:59:30|n:1|b:false|t:é–½\n"
                   "6|tm:Bukit Intan|t:Ketapang|n:3|n:0.000001|n:1000000000000000|n:3273012345678901|n:0|d:2024-02-29 13:05||n:0.1||t: tepi \n");
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "sheet-hidden"), ==, 2);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "rows-hidden"), ==, 1);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "columns-hidden"), ==, 1);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "formula-without-value"), ==, 1);

  g_auto (Reading) streamed = read_file (posko_read_xlsx, folder, "write-only.xlsx");
  g_assert_no_error (streamed.error);
  g_assert_cmpuint (posko_sheet_n_rows (streamed.sheets->pdata[0]), ==, 4);
  g_auto (Reading) mac = read_file (posko_read_xlsx, folder, "mac-1904.xlsx");
  g_assert_no_error (mac.error);
  g_assert_cmpstr (posko_sheet_text (mac.sheets->pdata[0], 0, 0), ==, "2025-08-27");
}

/* Any single-byte change, any cut: a result or a diagnostic. */
static void
test_damage (void)
{
  g_autoptr (GBytes) whole = make_xlsx (ROWS ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>45896</v></c></row>"), NULL, NULL, NULL, NULL);
  damage (posko_read_xlsx, whole, 1000);
}

static void
test_cancel (void)
{
  g_autoptr (GBytes) bytes = make_xlsx (ROWS (""), NULL, NULL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GPtrArray) sheets = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (posko_read_xlsx (&(PoskoWorkbookSource){ "x", "x", bytes, log, cancellable }, sheets, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  g_test_add_func ("/xlsx/cells", test_cells);
  g_test_add_func ("/xlsx/numbers", test_numbers);
  g_test_add_func ("/xlsx/dates", test_dates);
  g_test_add_func ("/xlsx/formats", test_formats);
  g_test_add_func ("/xlsx/places", test_places);
  g_test_add_func ("/xlsx/merged", test_merged);
  g_test_add_func ("/xlsx/merged-overlap", test_merged_overlap);
  g_test_add_func ("/xlsx/strict", test_strict);
  g_test_add_func ("/xlsx/told", test_told);
  g_test_add_func ("/xlsx/package", test_package);
  g_test_add_func ("/xlsx/xml-limits", test_xml_limits);
  g_test_add_func ("/xlsx/cell-limits", test_cell_limits);
  g_test_add_func ("/xlsx/book-limits", test_book_limits);
  g_test_add_func ("/xlsx/many-sheets", test_many_sheets);
  g_test_add_func ("/xlsx/openpyxl", test_openpyxl);
  g_test_add_func ("/xlsx/damage", test_damage);
  g_test_add_func ("/xlsx/cancel", test_cancel);
  return g_test_run ();
}
