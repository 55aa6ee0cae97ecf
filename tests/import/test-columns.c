/* test-columns.c: one row a spelling of a header; one row a sheet with the roles of its columns and what was told; mapping files. */
#include "columns.h"

#include "document.h"
#include "sheet-text.h"

/* --- names --- */

static const struct
{
  const char *header;
  PoskoRole role; /* NONE: not known */
} spellings[] = {
  { "No TPS", POSKO_ROLE_NOMOR },
  { "Nomor TPS", POSKO_ROLE_NOMOR },
  { "TPS", POSKO_ROLE_NOMOR },
  { "NO. TPS", POSKO_ROLE_NOMOR },
  { "Nama TPS", POSKO_ROLE_NOMOR },
  { "no_tps", POSKO_ROLE_NOMOR },
  { "TPS No.", POSKO_ROLE_NOMOR },
  { "nomor", POSKO_ROLE_NOMOR },
  { "Polling Station No", POSKO_ROLE_NOMOR },
  { "kode_tps", POSKO_ROLE_KODE_TPS },
  { "Kode TPS", POSKO_ROLE_KODE_TPS },
  { "Desa/Kelurahan", POSKO_ROLE_KELURAHAN },
  { "Kel/Desa", POSKO_ROLE_KELURAHAN },
  { "KEL. / DESA", POSKO_ROLE_KELURAHAN },
  { "Nama Kelurahan", POSKO_ROLE_KELURAHAN },
  { "DESKEL", POSKO_ROLE_KELURAHAN },
  { "WADMKD", POSKO_ROLE_KELURAHAN },
  { "NAMOBJ", POSKO_ROLE_KELURAHAN },
  { "Village", POSKO_ROLE_KELURAHAN },
  { "Kelurahan / Village", POSKO_ROLE_KELURAHAN },
  { "KDEPUM", POSKO_ROLE_KODE_KELURAHAN },
  { "kode_kelurahan", POSKO_ROLE_KODE_KELURAHAN },
  { "Kode Desa/Kelurahan", POSKO_ROLE_KODE_KELURAHAN },
  { "Kecamatan", POSKO_ROLE_KECAMATAN },
  { "KECAMATAN", POSKO_ROLE_KECAMATAN },
  { "Keca-\nmatan", POSKO_ROLE_KECAMATAN },
  { "WADMKC", POSKO_ROLE_KECAMATAN },
  { "Distrik", POSKO_ROLE_KECAMATAN },
  { "District", POSKO_ROLE_KECAMATAN },
  { "Sub-district", POSKO_ROLE_KECAMATAN },
  { "Kecamatan / Sub-district", POSKO_ROLE_KECAMATAN },
  { "Nama Kecamatan", POSKO_ROLE_KECAMATAN },
  { "KDCPUM", POSKO_ROLE_KODE_KECAMATAN },
  { "Kabupaten/Kota", POSKO_ROLE_KOTA },
  { "KDPPUM", POSKO_ROLE_PROVINSI },
  { "WADMPR", POSKO_ROLE_PROVINSI },
  { "lat", POSKO_ROLE_LAT },
  { "LAT", POSKO_ROLE_LAT },
  { "Latitude", POSKO_ROLE_LAT },
  { "Lintang", POSKO_ROLE_LAT },
  { "Lintang (LS)", POSKO_ROLE_LAT },
  { "Y", POSKO_ROLE_LAT },
  { "POINT_Y", POSKO_ROLE_LAT },
  { "Koordinat Lintang", POSKO_ROLE_LAT },
  { "koordinat_s", POSKO_ROLE_LAT },
  { "Koordinat (Lintang)", POSKO_ROLE_LAT },
  { "Titik Koordinat Lokasi TPS Lintang", POSKO_ROLE_LAT },
  { "lon", POSKO_ROLE_LON },
  { "Longitude", POSKO_ROLE_LON },
  { "Long", POSKO_ROLE_LON },
  { "Lng", POSKO_ROLE_LON },
  { "Bujur", POSKO_ROLE_LON },
  { "Bujur Timur (BT)", POSKO_ROLE_LON },
  { "X", POSKO_ROLE_LON },
  { "POINT_X", POSKO_ROLE_LON },
  { "koordinat_e", POSKO_ROLE_LON },
  { "Titik Koordinat", POSKO_ROLE_KOORDINAT },
  { "Koordinat", POSKO_ROLE_KOORDINAT },
  { "Google Maps", POSKO_ROLE_KOORDINAT },
  { "Lat, Long", POSKO_ROLE_KOORDINAT },
  { "UTM X", POSKO_ROLE_EASTING },
  { "Easting", POSKO_ROLE_EASTING },
  { "Northing (m)", POSKO_ROLE_NORTHING },
  { "Zona UTM", POSKO_ROLE_ZONA_UTM },
  { "L", POSKO_ROLE_DPT_LAKI },
  { "LK", POSKO_ROLE_DPT_LAKI },
  { "Pria", POSKO_ROLE_DPT_LAKI },
  { "Male", POSKO_ROLE_DPT_LAKI },
  { "Laki-laki", POSKO_ROLE_DPT_LAKI },
  { "LAKI - LAKI", POSKO_ROLE_DPT_LAKI },
  { "Jml L", POSKO_ROLE_DPT_LAKI },
  { "DPT L", POSKO_ROLE_DPT_LAKI },
  { "DAFTAR PEMILIH TETAP (DPT) L", POSKO_ROLE_DPT_LAKI },
  { "Pemilih Laki-laki (orang)", POSKO_ROLE_DPT_LAKI },
  { "dpt_laki", POSKO_ROLE_DPT_LAKI },
  { "P", POSKO_ROLE_DPT_PEREMPUAN },
  { "PR", POSKO_ROLE_DPT_PEREMPUAN },
  { "Wanita", POSKO_ROLE_DPT_PEREMPUAN },
  { "Jumlah Pemilih Perempuan", POSKO_ROLE_DPT_PEREMPUAN },
  { "dpt_perempuan", POSKO_ROLE_DPT_PEREMPUAN },
  { "L+P", POSKO_ROLE_DPT_JUMLAH },
  { "L + P", POSKO_ROLE_DPT_JUMLAH },
  { "Jumlah (L+P)", POSKO_ROLE_DPT_JUMLAH },
  { "Jumlah", POSKO_ROLE_DPT_JUMLAH },
  { "JML", POSKO_ROLE_DPT_JUMLAH },
  { "Jumlah Pemilih", POSKO_ROLE_DPT_JUMLAH },
  { "Jumlah Pemilih (jiwa)", POSKO_ROLE_DPT_JUMLAH },
  { "DPT", POSKO_ROLE_DPT_JUMLAH },
  { "DPT Jumlah", POSKO_ROLE_DPT_JUMLAH },
  { "DPT 2024", POSKO_ROLE_DPT_JUMLAH },
  { "DPT2024", POSKO_ROLE_DPT_JUMLAH },
  { "Jml DPT Pilkada", POSKO_ROLE_DPT_JUMLAH },
  { "Daftar Pemilih Tetap (DPT) Pemilu Tahun 2024", POSKO_ROLE_DPT_JUMLAH },
  { "DPT Pilkada 2024 L", POSKO_ROLE_DPT_LAKI },
  { "DPTb 2024", POSKO_ROLE_NONE },
  { "2024", POSKO_ROLE_NONE },
  { "Pilkada", POSKO_ROLE_NONE },
  { "Lat D", POSKO_ROLE_LAT },
  { "Menit Bujur Timur", POSKO_ROLE_LON },
  { "Detik", POSKO_ROLE_NONE },
  { "Jumlah DPT", POSKO_ROLE_DPT_JUMLAH },
  { "Jumlah TPS", POSKO_ROLE_JUMLAH_TPS },
  { "Jml. TPS", POSKO_ROLE_JUMLAH_TPS },
  { "KPPS", POSKO_ROLE_KPPS },
  { "Petugas Linmas", POSKO_ROLE_LINMAS },
  { "Ketertiban", POSKO_ROLE_LINMAS },
  { "PTPS", POSKO_ROLE_PENGAWAS },
  { "Pengawas TPS", POSKO_ROLE_PENGAWAS },
  { "Petugas", POSKO_ROLE_PETUGAS_JUMLAH },
  { "Petugas Jumlah", POSKO_ROLE_PETUGAS_JUMLAH },
  { "khusus", POSKO_ROLE_KHUSUS },
  { "petugas_berisiko", POSKO_ROLE_PETUGAS_BERISIKO },
  { "partisipasi_lalu", POSKO_ROLE_PARTISIPASI_LALU },
  { "Partisipasi (%)", POSKO_ROLE_PARTISIPASI_LALU },
  { "akses", POSKO_ROLE_AKSES },
  { "asumsi", POSKO_ROLE_ASUMSI },
  { "Lokasi", POSKO_ROLE_LOKASI },
  { "Alamat TPS", POSKO_ROLE_LOKASI },
  { "No", POSKO_ROLE_NO_URUT },
  { "NO.", POSKO_ROLE_NO_URUT },
  { "#", POSKO_ROLE_NO_URUT },
  { "NIK", POSKO_ROLE_NIK },
  { "No. KTP", POSKO_ROLE_NIK },
  { "No HP", POSKO_ROLE_TELEPON },
  { "WA", POSKO_ROLE_TELEPON },
  { "Telepon", POSKO_ROLE_TELEPON },
  { "", POSKO_ROLE_NONE },
  { "()", POSKO_ROLE_NONE },
  { "Keterangan", POSKO_ROLE_NONE },
  { "DPTb", POSKO_ROLE_NONE },
  { "DPTb L", POSKO_ROLE_NONE },
  { "L/P", POSKO_ROLE_NONE },
  { "RT/RW", POSKO_ROLE_NONE },
  { "Ketua KPPS", POSKO_ROLE_NONE },
  { "Jumlah Pemilih Sementara L", POSKO_ROLE_NONE },
};

static void
test_spelling (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  PoskoRole role = POSKO_ROLE_NONE;

  g_assert_cmpint (posko_role_from_header (spellings[i].header, &role), ==, spellings[i].role != POSKO_ROLE_NONE);
  g_assert_cmpstr (posko_role_name (role), ==, posko_role_name (spellings[i].role));
}

/* --- sheets --- */

typedef struct
{
  const char *name, *text;
  const char *roles; /* of each column; what a person must choose has a ? */
  const char *kinds; /* "action code:count …" of this much at least */
} Case;

static const Case cases[] = {
  { "our own", "kode_tps;kode_kelurahan;kelurahan;kecamatan;nomor;lat;lon;dpt_laki;dpt_perempuan\n1;19.71.01.1004;Asam;Rangkui;1;-2.1;106.1;1;2\n",
    "kode_tps kode_kelurahan kelurahan kecamatan nomor lat lon dpt_laki dpt_perempuan", "" },
  { "L + P is the total", "Kelurahan;TPS;L;P;Jumlah\nAsam;1;1;2;3\nAsam;2;2;2;4\n", "kelurahan nomor dpt_laki dpt_perempuan dpt_jumlah", "catatan column-by-content:1" },
  { "with one typing error", "Kelurahan;TPS;L;P;Jumlah\nAsam;1;1;2;3\nAsam;2;2;2;5\nAsam;3;2;2;4\n", "kelurahan nomor dpt_laki dpt_perempuan dpt_jumlah", "" },
  { "with thousands", "Kelurahan;Jumlah TPS;L;P;Jumlah\nAsam;9;1.100;1.200;2.300\nBatu;9;900;1.200;2.100\n", "kelurahan jumlah_tps dpt_laki dpt_perempuan dpt_jumlah", "" },
  { "L + P is not the total", "Kelurahan;TPS;L;P;Jumlah\nAsam;1;1;2;9\nAsam;2;2;2;7\nAsam;3;2;2;4\n", "kelurahan nomor dpt_laki dpt_perempuan dpt_jumlah?", "galat column-doubtful:1" },
  { "the staff's total", "Kelurahan;TPS;KPPS;Linmas;Jumlah\nAsam;1;7;2;9\nAsam;2;7;2;9\n", "kelurahan nomor kpps linmas petugas_jumlah", "" },
  { "two totals", "Kelurahan;TPS;L;P;Jumlah;KPPS;Linmas;PTPS;Jumlah\nAsam;1;1;2;3;7;2;1;10\nAsam;2;2;2;4;7;2;1;10\n",
    "kelurahan nomor dpt_laki dpt_perempuan dpt_jumlah kpps linmas pengawas petugas_jumlah", "" },
  { "a total of what", "Kelurahan;TPS;Jumlah\nAsam;1;10\nAsam;2;12\n", "kelurahan nomor dpt_jumlah?", "galat column-doubtful:1" },
  { "DPT beside L and P", "Kelurahan;TPS;L;P;DPT\nAsam;1;1;2;3\n", "kelurahan nomor dpt_laki dpt_perempuan dpt_jumlah", "" },
  { "DPT and Jumlah, alike", "Kelurahan;TPS;L;P;DPT;Jumlah\nAsam;1;1;2;3;3\n", "kelurahan nomor dpt_laki dpt_perempuan dpt_jumlah tidak_dibaca", "catatan column-same:1" },
  { "DPT and Jumlah, one is the sum", "Kelurahan;TPS;L;P;DPT;Jumlah Pemilih\nAsam;1;1;2;8;3\nAsam;2;1;3;8;4\nAsam;2;1;3;8;4\n",
    "kelurahan nomor dpt_laki dpt_perempuan tidak_dibaca dpt_jumlah", "catatan column-second:1" },
  { "L alone is no count", "Kelurahan;TPS;L\nAsam;1;L\n", "kelurahan nomor tidak_dibaca", "" },
  { "DPTb is not DPT", "Kelurahan;TPS;DPT;DPTb\nAsam;1;100;3\n", "kelurahan nomor dpt_jumlah tidak_dibaca", "catatan column-unknown:1" },
  { "TPS is how many", "Kecamatan;Kelurahan;TPS;L;P\nRangkui;Asam;5;1.250;1.303\nGabek;Batu;4;1.000;1.001\n", "kecamatan kelurahan jumlah_tps dpt_laki dpt_perempuan",
    "catatan column-by-content:1" },
  { "TPS is how many, with a total", "Kecamatan;Kelurahan;TPS;Jumlah\nRangkui;Asam;5;2.553\nGabek;Batu;4;2.001\n", "kecamatan kelurahan jumlah_tps dpt_jumlah?", "galat column-doubtful:1" },
  { "TPS is a number", "Kecamatan;Kelurahan;TPS;L;P\nRangkui;Asam;5;250;303\nGabek;Batu;4;200;201\n", "kecamatan kelurahan nomor dpt_laki dpt_perempuan", "" },
  { "TPS may be how many", "Kecamatan;Kelurahan;TPS\nRangkui;Asam;5\nGabek;Batu;4\nGabek;Bulu;6\n", "kecamatan kelurahan jumlah_tps?", "galat column-doubtful:1" },
  { "TPS with places is a number", "Kecamatan;Kelurahan;TPS;lat;lon\nRangkui;Asam;5;1;2\nGabek;Batu;4;1;2\nGabek;Bulu;6;1;2\n", "kecamatan kelurahan nomor lat lon", "" },
  { "TPS 007", "Kelurahan;TPS\nAsam;TPS 007\nBatu;TPS 008\nBulu;TPS 009\n", "kelurahan nomor", "" },
  { "carried kelurahan", "Kecamatan;Kelurahan;TPS\nRangkui;Asam;1\n;;2\n;Batu;1\n", "kecamatan kelurahan nomor", "" },
  { "X and Y in degrees", "Kelurahan;TPS;X;Y\nAsam;1;106,12;-2,13\n", "kelurahan nomor lon lat", "" },
  { "X and Y the other way round", "Kelurahan;TPS;X;Y\nAsam;1;-2.13;106.12\n", "kelurahan nomor lat lon", "catatan column-by-content:2" },
  { "X and Y in metres", "Kelurahan;TPS;POINT_X;POINT_Y\nAsam;1;624.500;9.761.000\n", "kelurahan nomor easting northing", "catatan column-by-content:2" },
  { "X and Y north of the equator", "Kelurahan;TPS;X;Y\nAsam;1;624500;361000\n", "kelurahan nomor easting northing", "" },
  { "X and Y without a point", "Kelurahan;TPS;X;Y\nAsam;1;106128320;-2130934\n", "kelurahan nomor lon lat", "" },
  { "one header over two columns", "Kelurahan;TPS;Koordinat;Koordinat\nAsam;1;-2.13;106.12\n", "kelurahan nomor lat lon", "" },
  { "Lokasi with places", "Kelurahan;TPS;Lokasi\nAsam;1;-2.13, 106.12\nAsam;2;https://maps.app.goo.gl/x\n", "kelurahan nomor koordinat", "catatan column-by-content:1" },
  { "Lokasi with names", "Kelurahan;TPS;Lokasi;Alamat\nAsam;1;SD 1;Jl. A 1\n", "kelurahan nomor lokasi tidak_dibaca", "catatan column-second:1" },
  { "Kode of a kelurahan", "Kode;TPS\n19.71.01.1004;1\n1971011004;2\n", "kode_kelurahan nomor", "" },
  { "Kode of a kecamatan", "Kode;Kelurahan;TPS\n19.71.01;Asam;1\n", "kode_kecamatan kelurahan nomor", "" },
  { "Kode of TPS", "Kode\n19.71.01.1004.001\n", NULL, "" },
  { "Kode of something", "Kode;TPS\nA-1;1\nB-2;2\n", "kode_tps? nomor", "galat column-doubtful:1" },
  { "Nomor beside TPS", "Nomor;Kelurahan;TPS\n1;Asam;5\n2;Asam;6\n", "no_urut kelurahan nomor", "" },
  { "codes of two offices", "KDCPUM;KDCBPS;WADMKC;TPS\n19.71.01;1971010;Rangkui;1\n", "kode_kecamatan tidak_dibaca kecamatan nomor", "catatan column-second:1" },
  { "two columns of one role", "Kelurahan;Desa;TPS\nAsam;Batu;1\n", "kelurahan? tidak_dibaca? nomor", "galat column-doubtful:2" },
  { "two columns of one content", "Kelurahan;Desa;TPS\nAsam;Asam;1\n", "kelurahan tidak_dibaca nomor", "catatan column-same:1" },
  { "two columns, one empty", "Kelurahan;Desa;TPS\n;Asam;1\n;Batu;1\n", "tidak_dibaca kelurahan nomor", "catatan column-same:1" },
  { "no TPS", "Kelurahan;L;P\nAsam;1;2\n", "kelurahan dpt_laki dpt_perempuan", "galat column-missing:1" },
  { "an unknown column", "Kelurahan;TPS;Luas\nAsam;1;2\n", "kelurahan nomor tidak_dibaca", "catatan column-unknown:1" },
  { "NIK and telephone by name", "Kelurahan;TPS;NIK;No HP\nAsam;1;1971015708900001;0812 3456 7890\n", "kelurahan nomor nik telepon", "dilewati column-private:2" },
  { "by content", "Kelurahan;TPS;Identitas;Hubungi\nAsam;1;1971015708900001;0812-3456-7890\nAsam;2;'1971011208900002;+62 812 345 6789\n", "kelurahan nomor nik telepon",
    "dilewati column-private:2" },
  { "rounded NIK", "Kelurahan;TPS;Identitas\nAsam;1;1,97101E+15\n", "kelurahan nomor nik", "dilewati column-private:1" },
  { "16 digits without a date are no NIK", "Kelurahan;TPS;Lain\nAsam;1;1971019999990001\n", "kelurahan nomor tidak_dibaca", "" },
  { "a rounded code that is needed", "Kode TPS;Kelurahan\n1,97101E+15;Asam\n1,97101E+15;Asam\n", "tidak_dibaca kelurahan", "galat id-rounded:1" },
  { "a rounded code beside a number", "Kode TPS;Kelurahan;TPS\n1.97101E+15;Asam;1\n1.97101E+15;Asam;2\n", "tidak_dibaca kelurahan nomor", "ditolak id-rounded:2" },
  { "a number of 16 digits", "Kode TPS;Kelurahan;TPS\n#1971010041234567;Asam;1\n19.71.01.1004.002;Asam;2\n", "tidak_dibaca kelurahan nomor", "ditolak id-rounded:1" },
  { "zeros all down", "Kode TPS;Kelurahan\n1971010001230000;Asam\n1971010001240000;Asam\n", "tidak_dibaca kelurahan", "galat id-rounded:1" },
  { "codes that are whole", "Kode TPS;Kelurahan\n1971010001230001;Asam\n1971010001240000;Asam\n", "kode_tps kelurahan", "" },
  { "numbers both ways", "Kelurahan;TPS;DPT\nAsam;1;1.234\nAsam;2;12.0\n", "kelurahan nomor dpt_jumlah", "galat number-style-doubtful:2" },
};

static PoskoLayout *
find_layout (const PoskoSheet *sheet)
{
  g_autoptr (GError) error = NULL;
  PoskoLayout *layout = posko_layout_find (sheet, "daftar.csv", NULL, &error);
  g_assert_no_error (error);
  return layout;
}

static char *
show_roles (const PoskoColumnMap *map)
{
  GString *text = g_string_new (NULL);
  for (guint column = 0; column < map->n_columns; column++)
    g_string_append_printf (text, "%s%s%s", column > 0 ? " " : "", posko_role_name (map->columns[column].role), map->columns[column].choices != 0 ? "?" : "");
  return g_string_free (text, FALSE);
}

static void
assert_kinds (PoskoImportLog *log, const char *kinds)
{
  g_auto (GStrv) words = g_strsplit_set (kinds, " :", -1);
  for (guint w = 0; words[0] != NULL && words[w] != NULL && words[w][0] != '\0'; w += 3)
    {
      guint n = 0;
      for (guint i = 0; i < posko_import_log_n_kinds (log); i++)
        {
          const PoskoImportKind *kind = posko_import_log_kind (log, i);
          if (strcmp (kind->code, words[w + 1]) == 0 && strcmp (posko_import_action_code (kind->action), words[w]) == 0)
            n = kind->n;
        }
      g_assert_cmpuint (n, ==, (guint) g_ascii_strtoull (words[w + 2], NULL, 10));
    }
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (PoskoSheet) sheet = sheet_from_text (one->text);
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GError) error = NULL;
  gboolean doubtful = FALSE;

  g_autoptr (PoskoLayout) layout = posko_layout_find (sheet, "daftar.csv", NULL, NULL);
  g_assert_cmpint (layout != NULL, ==, one->roles != NULL);
  if (layout == NULL)
    return;
  g_autoptr (PoskoColumnMap) map = posko_column_map_make (sheet, layout, NULL, FALSE, "daftar.csv", log, &doubtful, &error);
  g_assert_no_error (error);
  g_autofree char *roles = show_roles (map);
  g_assert_cmpstr (roles, ==, one->roles);
  assert_kinds (log, one->kinds);
  g_assert_cmpint (doubtful, ==, posko_import_log_count (log, POSKO_IMPORT_FAULT) > 0);
  for (guint role = 1; role < POSKO_N_ROLES; role++)
    g_assert_true (map->by_role[role] < 0 || map->columns[map->by_role[role]].role == role);
}

/* Of a person's numbers nothing is told and nothing written. */
static void
test_private (void)
{
  g_autoptr (PoskoSheet) sheet = sheet_from_text ("Kelurahan;TPS;NIK;Hubungi\nAsam;1;1971015708900001;081234567890\n");
  g_autoptr (PoskoLayout) layout = find_layout (sheet);
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  gboolean doubtful;
  g_autoptr (PoskoColumnMap) map = posko_column_map_make (sheet, layout, NULL, FALSE, "daftar.csv", log, &doubtful, NULL);
  g_autofree char *mapping = posko_column_map_write (map, sheet, layout, "daftar.csv", NULL, NULL);

  posko_json_writer_begin_object (json, NULL);
  posko_import_log_write (log, json);
  posko_json_writer_end_object (json);
  g_autofree char *told = posko_json_writer_finish (json, NULL, NULL);
  g_assert_null (strstr (told, "1971015708900001"));
  g_assert_null (strstr (told, "081234567890"));
  g_assert_null (strstr (mapping, "1971015708900001"));
  g_assert_null (strstr (mapping, "081234567890"));
}

/* --- mapping files --- */

static PoskoColumnMap *
make (const char *text, const char *mapping, PoskoImportLog *log, gboolean *doubtful, GError **error)
{
  g_autoptr (PoskoSheet) sheet = sheet_from_text (text);
  g_autoptr (PoskoLayout) layout = find_layout (sheet);
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  const PoskoDocumentSource source = { "pemetaan.json", mapping, strlen (mapping) };
  g_autoptr (JsonNode) root = posko_document_read (&source, "pemetaan.schema.json", faults);

  g_assert_nonnull (root);
  g_assert_cmpuint (posko_diagnostics_n (faults), ==, 0);
  return posko_column_map_make (sheet, layout, root, FALSE, "daftar.csv", log, doubtful, error);
}

static char *
write_map (const char *text)
{
  g_autoptr (PoskoSheet) sheet = sheet_from_text (text);
  g_autoptr (PoskoLayout) layout = find_layout (sheet);
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  gboolean doubtful;
  g_autoptr (PoskoColumnMap) map = posko_column_map_make (sheet, layout, NULL, FALSE, "daftar.csv", log, &doubtful, NULL);
  return posko_column_map_write (map, sheet, layout, "daftar.csv", NULL, NULL);
}

/* Written and read back, every sheet of the table has the same roles and styles; nothing is doubtful any more. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (cases[i].roles == NULL || strstr (cases[i].kinds, "column-missing") != NULL || strstr (cases[i].kinds, "galat id-rounded") != NULL)
        continue;
      g_autoptr (PoskoSheet) sheet = sheet_from_text (cases[i].text);
      g_autoptr (PoskoLayout) layout = find_layout (sheet);
      g_autoptr (PoskoImportLog) log = posko_import_log_new (), again = posko_import_log_new ();
      g_autoptr (GError) error = NULL;
      gboolean doubtful;
      g_autoptr (PoskoColumnMap) first = posko_column_map_make (sheet, layout, NULL, FALSE, "daftar.csv", log, &doubtful, NULL);
      g_autofree char *mapping = posko_column_map_write (first, sheet, layout, "daftar.csv", NULL, NULL);
      g_autoptr (PoskoColumnMap) second = make (cases[i].text, mapping, again, &doubtful, &error);

      g_assert_no_error (error);
      g_assert_false (doubtful);
      for (guint column = 0; column < first->n_columns; column++)
        {
          const PoskoColumnUse *one = &first->columns[column], *other = &second->columns[column];
          g_assert_cmpint (one->role, ==, other->role);
          g_assert_cmpint (one->style.decimal, ==, other->style.decimal);
          g_assert_cmpint (one->style.thousands, ==, other->style.thousands);
          g_assert_cmpint (one->style.percent, ==, other->style.percent);
          g_assert_cmpuint (one->style.n_for, ==, other->style.n_for);
          g_assert_cmpstr (one->style.example, ==, other->style.example);
          g_assert_true (other->confirmed);
        }
      g_assert_cmpmem (first->by_role, sizeof first->by_role, second->by_role, sizeof second->by_role);
    }
}

#define LIST "Kelurahan;TPS;Jumlah\nAsam;1;1.100\nAsam;2;900\n"

static void
test_mapping (void)
{
  g_autofree char *draft = write_map (LIST);
  g_assert_nonnull (strstr (draft, "\"kepala\": \"Jumlah\",\n      \"contoh\": \"1.100\",\n      \"peran\": \"dpt_jumlah\",\n      \"pilihan\": [\n"));

  /* Columns in another order, one more, one less that was not read: told, and nothing is guessed. */
  static const char mapping[] = "{\"lembar\": \"Lain\", \"kolom\": [{\"kepala\": \"jumlah\", \"peran\": \"dpt_jumlah\", \"angka\": {\"desimal\": \".\"}},"
                                "{\"kepala\": \"TPS\", \"peran\": \"nomor\"}, {\"kepala\": \"Luas\", \"peran\": \"tidak_dibaca\"}]}";
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GError) error = NULL;
  gboolean doubtful = TRUE;
  g_autoptr (PoskoColumnMap) map = make (LIST, mapping, log, &doubtful, &error);
  g_assert_no_error (error);
  g_autofree char *roles = show_roles (map);
  g_assert_cmpstr (roles, ==, "tidak_dibaca nomor dpt_jumlah");
  g_assert_cmpint (map->columns[2].style.decimal, ==, '.');
  g_assert_cmpint (map->columns[2].style.thousands, ==, '\0');
  g_assert_false (doubtful);
  assert_kinds (log, "catatan mapping-column-new:1 catatan mapping-column-gone:1 catatan mapping-sheet:1");
}

/* Columns with one header are told apart by their order. */
static void
test_same_headers (void)
{
  static const char mapping[] = "{\"kolom\": [{\"kepala\": \"TPS\", \"peran\": \"nomor\"}, {\"kepala\": \"Jumlah\", \"peran\": \"dpt_jumlah\"},"
                                "{\"kepala\": \"Jumlah\", \"peran\": \"petugas_jumlah\"}]}";
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  gboolean doubtful;
  g_autoptr (PoskoColumnMap) map = make ("TPS;Jumlah;Jumlah\n1;200;9\n2;201;9\n", mapping, log, &doubtful, NULL);
  g_autofree char *roles = show_roles (map);
  g_assert_cmpstr (roles, ==, "nomor dpt_jumlah petugas_jumlah");
}

static void
test_unfit_mapping (void)
{
  static const struct
  {
    const char *mapping, *message;
  } rows[] = {
    { "{\"kolom\": [{\"kepala\": \"No TPS\", \"peran\": \"nomor\"}]}",
      "daftar.csv: the mapping reads a column \"No TPS\" as nomor, which the file does not have; near: Kelurahan | TPS | Jumlah" },
    { "{\"kolom\": [{\"kepala\": \"Kelurahn\", \"peran\": \"kelurahan\"}]}",
      "daftar.csv: the mapping reads a column \"Kelurahn\" as kelurahan, which the file does not have; near: 'Kelurahan'" },
    { "{\"kolom\": [{\"kepala\": \"TPS\", \"peran\": \"nomor\"}, {\"kepala\": \"Jumlah\", \"peran\": \"nomor\"}]}",
      "daftar.csv: the mapping gives the role nomor to two columns: \"TPS\" and \"Jumlah\"" },
    { "{\"kolom\": [{\"kepala\": \"Jumlah\", \"peran\": \"dpt_jumlah\", \"angka\": {\"desimal\": \",\", \"ribuan\": \",\"}}]}",
      "daftar.csv: column \"Jumlah\" of the mapping has the same mark for decimals and thousands" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PoskoImportLog) log = posko_import_log_new ();
      g_autoptr (GError) error = NULL;
      gboolean doubtful;
      g_assert_null (make (LIST, rows[i].mapping, log, &doubtful, &error));
      g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
      g_assert_cmpstr (error->message, ==, rows[i].message);
    }
}

/* A mapping that reads no number of TPS is as useless as a list without one. */
static void
test_mapping_without_tps (void)
{
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  gboolean doubtful = FALSE;
  g_autoptr (PoskoColumnMap) map = make (LIST, "{\"kolom\": [{\"kepala\": \"Kelurahan\", \"peran\": \"kelurahan\"}]}", log, &doubtful, NULL);
  g_assert_nonnull (map);
  g_assert_true (doubtful);
  assert_kinds (log, "galat column-missing:1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/columns/spelling/%u-%s", i, spellings[i].header);
      g_strdelimit (path + strlen ("/columns/spelling/"), "/\n#", '-');
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_spelling);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/columns/sheet/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/columns/private", test_private);
  g_test_add_func ("/columns/round-trip", test_round_trip);
  g_test_add_func ("/columns/mapping", test_mapping);
  g_test_add_func ("/columns/same-headers", test_same_headers);
  g_test_add_func ("/columns/unfit-mapping", test_unfit_mapping);
  g_test_add_func ("/columns/mapping-without-tps", test_mapping_without_tps);
  return g_test_run ();
}
