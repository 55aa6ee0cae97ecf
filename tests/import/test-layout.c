/* test-layout.c: one row a sheet: what each of its rows is, and the headers that come out. */
#include "layout.h"

#include "sheet-text.h"

/* A letter a row: t title, H header, n column numbers, . blank, d data, T total, N note, r header again, x another table */
static const char letters[] = { [POSKO_ROW_TITLE] = 't', [POSKO_ROW_HEADER] = 'H', [POSKO_ROW_NUMBERS] = 'n', [POSKO_ROW_BLANK] = '.', [POSKO_ROW_DATA] = 'd',
                                [POSKO_ROW_TOTAL] = 'T', [POSKO_ROW_NOTE] = 'N',  [POSKO_ROW_REPEAT] = 'r',  [POSKO_ROW_OTHER] = 'x',
                                [POSKO_ROW_AREA] = 'a' };

typedef struct
{
  const char *name, *text, *kinds;
  const char *headers; /* (nullable): with | between */
} Case;

#define HEAD "Kecamatan;Kelurahan;TPS;Lat;Lon;DPT\n"
#define ROW "Rangkui;Asam;1;-2.14;106.1;210\n"

static const Case cases[] = {
  { "plain", HEAD ROW ROW, "Hdd", "Kecamatan|Kelurahan|TPS|Lat|Lon|DPT" },
  { "only the header", HEAD, "H", NULL },
  { "only the header and a signature", HEAD ";;;;;\nKetua KPU;;;;;\n", "H.N", NULL },
  { "titles", "DAFTAR TPS;;;\nKOTA PANGKALPINANG;;;\n;;;\nNo.;Kecamatan;Kelurahan;No TPS\n1;2;3;4\n1;Rangkui;Asam;5\n", "tt.Hnd", "No.|Kecamatan|Kelurahan|No TPS" },
  { "titles that name columns", "KECAMATAN;RANGKUI;;\nTPS;;;\nKelurahan;TPS;L;P\nAsam;1;10;20\n", "ttHd", "Kelurahan|TPS|L|P" },
  { "two rows", "No;Kecamatan;Kelurahan;TPS;Koordinat;;DPT;;\n;;;;Lintang;Bujur;L;P;Jumlah\n1;Rangkui;Asam;1;-2,1;106,1;1;2;3\n", "HHd",
    "No|Kecamatan|Kelurahan|TPS|Koordinat Lintang|Koordinat Bujur|DPT L|DPT P|DPT Jumlah" },
  { "two rows under a title", "DAFTAR PEMILIH;;;;\nKecamatan;Kelurahan;TPS;Jumlah Pemilih;\n;;;Laki-laki;Perempuan\n1;2;3;4;5\nRangkui;Asam;1;1;2\n", "tHHnd",
    "Kecamatan|Kelurahan|TPS|Jumlah Pemilih Laki-laki|Jumlah Pemilih Perempuan" },
  { "an upper header that adds nothing", "Kelurahan;TPS;Ketua KPPS;\n;;Nama;NIK\nAsam;1;Budi;1\n", "HHd", "Kelurahan|TPS|Ketua KPPS Nama|NIK" },
  { "an upper header that changes the meaning", "Kelurahan;TPS;DPT;;DPTb;\n;;L;P;L;P\nAsam;1;1;2;3;4\n", "HHd", "Kelurahan|TPS|DPT L|DPT P|DPTb L|DPTb P" },
  { "the first data row is no half of the header", "Kelurahan;TPS;Alamat;\nAsam;1;L;P\n", "Hd", NULL },
  { "brackets and letters as column numbers", HEAD "(1);(2);(3);(4);(5);(6)\n" ROW, "Hnd", NULL },
  { "letters", HEAD "a;b;c;d;e;f\n" ROW, "Hnd", NULL },
  { "formulas", HEAD "1;2;3;4;5;6=4+5\n" ROW, "Hnd", NULL },
  { "brackets that a spreadsheet took for minus signs", HEAD "#-1;#-2;#-3;#-4;#-5;#-6\n" ROW, "Hnd", NULL },
  { "one, one is no row of column numbers", "No;TPS\n1;1\n2;2\n", "Hdd", NULL },
  { "blank rows and cells of blanks", HEAD "\n; ;\t;\u00a0;;\n" ROW, "H..d", NULL },
  { "total", HEAD ROW ";;;;;\n;JUMLAH;;1;;210\n", "Hd.T", NULL },
  { "subtotals", HEAD ROW "Jumlah Kecamatan Rangkui;;1;;;210\n" ROW "Sub Total;;1;;;210\nTotal Keseluruhan;;2;;;420\n", "HdTdTT", NULL },
  { "spaced letters", HEAD ROW "J U M L A H;;;;;210\n", "HdT", NULL },
  { "grand total", HEAD ROW "GRAND TOTAL :;;;;;210\n", "HdT", NULL },
  { "beside a carried name", HEAD ROW "Rangkui;Jumlah;1;;;210\n", "HdT", NULL },
  { "average", HEAD ROW "Rata-rata;;;;;210\n", "HdN", NULL },
  { "a kelurahan that begins so", HEAD "Rangkui;Totalan;1;-2.14;106.1;210\nRangkui;Jumlahan;2;-2.14;106.1;210\n", "Hdd", NULL },
  { "a place that is called so", "Kelurahan;TPS;Lokasi\nAsam;1;Total Swalayan\nAsam;2;Jumlah Berkah\n", "Hdd", NULL },
  { "a total in a column of places", "Kelurahan;TPS;Lokasi;DPT\nAsam;1;SD 1;20\n;;Jumlah;20\n", "HdT", NULL },
  { "signatures", HEAD ROW "JUMLAH;;1;;;210\n;;;;Pangkalpinang, 27 Agustus 2025;\n;;;;Ketua KPU;\n;;;;;\n;;;;Sobarian;\n;;;;NIP. 19700101 199003 1 001;\n", "HdTNN.NN", NULL },
  { "a date in the column of the TPS", HEAD ROW ";;Pangkalpinang, 27 Agustus 2025;;;\n;;Ketua;;;\n;;Sobarian;;;\n", "HdNNN", NULL },
  { "a committee under the table", HEAD ROW ";;;;;\nNo;Nama;Jabatan;Tanda tangan;;\n1;Sobarian;Ketua;;;\n2;Margarita;Anggota;;;\n", "Hd.NNN", NULL },
  { "source", HEAD ROW "Sumber: KPU Kota Pangkalpinang;;;;;\n", "HdN", NULL },
  { "a lone cell amid the data stays", HEAD ROW "Gerunggang;;;;;\n" ROW, "Hddd", NULL },
  { "a lone cell right after the data stays", HEAD ROW "Gerunggang;;;;;\n", "Hdd", NULL },
  { "lines with the name of an area", "No;No TPS;Lat;Lon;DPT\nKECAMATAN GABEK;;;;\nA. Kelurahan/Desa : Air Salemba;;;;\n1;1;-2.1;106.1;210\nKec.;: Bukit Intan;Kel.;: Bacang;\n2;1;-2.1;106.1;9\n",
    "Haadad", NULL },
  { "names of areas with more beside them", HEAD "Kec. Gabek;Air Salemba;;;;\nKecamatan Gabek;;;;;210\nKecamatan;;;;;\n" ROW, "Hdddd", NULL },
  { "a gap amid the data", HEAD ROW ";;;;;\n" ROW, "Hd.d", NULL },
  { "the header on each page", HEAD ROW HEAD ROW "KECAMATAN;KELURAHAN;TPS;LAT;LON;DPT\n" ROW, "Hdrdrd", NULL },
  { "pages with titles", HEAD ROW ";;;;;\nDAFTAR TPS;;;;;\nKECAMATAN GABEK;;;;;\n" HEAD "1;2;3;4;5;6\n" ROW, "Hd.tarnd", NULL },
  { "signatures on each page", HEAD ROW "Pangkalpinang, 27 Agustus 2025;;;;;\nKetua;;;;;\nHalaman 1 dari 2;;;;;\n" HEAD ROW, "HdttNrd", NULL },
  { "both rows again", "Kelurahan;TPS;DPT;\n;;L;P\nAsam;1;1;2\nKelurahan;TPS;DPT;\n;;L;P\nAsam;2;1;2\n", "HHdrrd", NULL },
  { "another table beneath", HEAD ROW ";;;;;\nDAFTAR FASKES;;;;;\nNama;Alamat;Kecamatan;Kelurahan;Lat;Lon\nRS;Jl. A;Rangkui;Asam;-2.1;106.1\n", "Hd.txx", NULL },
  { "columns in another order", HEAD ROW "TPS;Kecamatan;Kelurahan;Lat;Lon;DPT\n1;Rangkui;Asam;-2.1;106.1;210\n" HEAD ROW, "Hdxxrd", NULL },
  { "a left margin", ";;Kecamatan;TPS\n;;Rangkui;1\n", "Hd", "||Kecamatan|TPS" },
  { "empty columns at the end", "Kecamatan;TPS;;\nRangkui;1;;\n", "Hd", "Kecamatan|TPS" },
  { "line breaks and units", "Keca-\rmatan;No.\rTPS;Jumlah\rPemilih\r(jiwa)\nRangkui;1;200\n", "Hd", "Keca- matan|No. TPS|Jumlah Pemilih (jiwa)" },
  { "English", "Sub-district;Village;Polling station;Latitude;Longitude;Male;Female\nRangkui;Asam;1;-2.1;106.1;1;2\n", "Hd", NULL },
  { "no TPS column: what is half filled is data", "Kecamatan;Kelurahan;L;P\nRangkui;Asam;1;2\n;;;\nGabek;;;\n", "Hd.N", NULL },
};

static char *
show_kinds (const PoskoLayout *layout, const PoskoSheet *sheet)
{
  GString *text = g_string_new (NULL);
  for (guint row = 0; row < posko_sheet_n_rows (sheet); row++)
    g_string_append_c (text, letters[layout->kinds[row]]);
  return g_string_free (text, FALSE);
}

static guint
count_of (const char *text, char letter)
{
  guint n = 0;
  for (; *text != '\0'; text++)
    n += *text == letter;
  return n;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (PoskoSheet) sheet = sheet_from_text (one->text);
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoLayout) layout = posko_layout_find (sheet, "daftar.csv", log, &error);

  g_assert_no_error (error);
  g_autofree char *kinds = show_kinds (layout, sheet);
  g_assert_cmpstr (kinds, ==, one->kinds);
  g_assert_cmpuint (layout->n_data, ==, count_of (one->kinds, 'd'));
  if (one->headers != NULL)
    {
      g_autofree char *headers = g_strjoinv ("|", layout->headers);
      g_assert_cmpstr (headers, ==, one->headers);
    }
  /* Every row that is no data is told, once. */
  g_assert_cmpuint (posko_import_log_count (log, POSKO_IMPORT_LEFT_OUT), ==,
                    strlen (kinds) - count_of (kinds, 'd') - count_of (kinds, 'H') - count_of (kinds, 'x'));
  g_assert_cmpuint (posko_import_log_count (log, POSKO_IMPORT_REFUSED), ==, count_of (kinds, 'x'));
  g_assert_cmpuint (posko_import_log_count (log, POSKO_IMPORT_NOTE), ==, kinds[0] == 'H' && kinds[1] != 'H' ? 0 : 1);
}

/* A spreadsheet's merged cells read as their first: across for an upper header, down for a column without a lower one. */
static void
test_merged (void)
{
  g_autoptr (PoskoSheet) sheet = sheet_from_text ("LAMPIRAN;;;;\nKecamatan;TPS;DPT;;Keterangan\n;;L;P;\nRangkui;1;1;2;baik\nRangkui;2;1;2;\nJUMLAH;;2;4;\n");
  posko_sheet_merge (sheet, 0, 0, 0, 4);
  posko_sheet_merge (sheet, 1, 0, 2, 0);
  posko_sheet_merge (sheet, 1, 1, 2, 1);
  posko_sheet_merge (sheet, 1, 2, 1, 3);
  posko_sheet_merge (sheet, 1, 4, 2, 4);
  posko_sheet_merge (sheet, 5, 0, 5, 1);
  g_autoptr (PoskoLayout) layout = posko_layout_find (sheet, "daftar.xlsx", NULL, NULL);
  g_assert_nonnull (layout);
  g_autofree char *headers = g_strjoinv ("|", layout->headers), *kinds = show_kinds (layout, sheet);
  g_assert_cmpstr (headers, ==, "Kecamatan|TPS|DPT L|DPT P|Keterangan");
  g_assert_cmpstr (kinds, ==, "tHHddT");
  g_assert_cmpuint (layout->n_recognised, ==, 4);
}

static void
test_told (void)
{
  g_autoptr (PoskoSheet) sheet = sheet_from_text ("DAFTAR TPS;;\nKelurahan;TPS;DPT\nAsam;1;20\nJUMLAH;1;20\n");
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (PoskoLayout) layout = posko_layout_find (sheet, "daftar.csv", log, NULL);

  g_assert_cmpuint (layout->header_first, ==, 1);
  g_assert_cmpuint (posko_import_log_n_kinds (log), ==, 3);
  const PoskoImportKind *title = posko_import_log_kind (log, 0), *total = posko_import_log_kind (log, 1), *header = posko_import_log_kind (log, 2);
  g_assert_cmpstr (title->code, ==, "row-title");
  g_assert_cmpstr (title->examples[0].found, ==, "DAFTAR TPS");
  g_assert_cmpstr (total->code, ==, "row-total");
  g_assert_cmpstr (total->lines, ==, "4");
  g_assert_cmpstr (total->examples[0].found, ==, "JUMLAH | 1 | 20");
  g_assert_cmpstr (header->code, ==, "header-found");
  g_assert_cmpstr (header->lines, ==, "2");
}

static void
test_no_header (void)
{
  static const struct
  {
    const char *text, *message;
  } sheets[] = {
    { "", "daftar.csv: no cell is filled" },
    { ";;\n ;\n", "daftar.csv: no cell is filled" },
    { "a;b;c\nd;e;f\n",
      "daftar.csv: no row of the first 60 looks like the header of a TPS list (Kecamatan, Kelurahan, No TPS …); it begins with \"a | b | c\"; \"d | e | f\"" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autoptr (PoskoSheet) sheet = sheet_from_text (sheets[i].text);
      g_autoptr (GError) error = NULL;
      g_assert_null (posko_layout_find (sheet, "daftar.csv", NULL, &error));
      g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
      g_assert_cmpstr (error->message, ==, sheets[i].message);
    }
}

/* The widest sheet, rows of a word each that could be a header: still quick, and no row is lost. */
static void
test_wide (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint row = 0; row < 100; row++)
    for (guint column = 0; column < POSKO_SHEET_MAX_COLUMNS; column++)
      g_string_append (text, column + 1 == POSKO_SHEET_MAX_COLUMNS ? "Jumlah Pemilih\n" : "Jumlah Pemilih;");
  g_autoptr (PoskoSheet) sheet = sheet_from_text (text->str);
  g_autoptr (PoskoLayout) layout = posko_layout_find (sheet, "lebar.csv", NULL, NULL);
  g_assert_nonnull (layout);
  g_assert_cmpuint (layout->n_columns, ==, POSKO_SHEET_MAX_COLUMNS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/layout/rows/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/layout/merged", test_merged);
  g_test_add_func ("/layout/told", test_told);
  g_test_add_func ("/layout/no-header", test_no_header);
  g_test_add_func ("/layout/wide", test_wide);
  return g_test_run ();
}
