/* test-case.c: a whole case: what is derived, what is found wrong, and what makes no difference. */
#include <math.h>
#include <string.h>

#include "fixture.h"

static const PoskoNakes *
find_person (const PoskoNakes *people, guint n, const char *code)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (people[i].kode, code) == 0)
      return &people[i];
  g_assert_not_reached ();
}

static void
test_mini (void)
{
  g_auto (Fixture) fixture;
  guint n;

  fixture_init (&fixture);
  fixture_load (&fixture, NULL);
  fixture_log (&fixture);
  g_assert_nonnull (fixture.loaded);
  const PoskoTps *tps = posko_case_tps (fixture.loaded, &n);
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpstr (tps[5].kode_tps, ==, "19.71.02.1002.901");
  g_assert_cmpint (tps[5].khusus, ==, 1);
  g_assert_true (isnan (tps[5].partisipasi_lalu));
  g_assert_cmpint (tps[0].pemilih, ==, 550);
  g_assert_cmpint (tps[0].petugas, ==, 10);
  g_assert_cmpuint (tps[0].area, ==, 0);
  g_assert_cmpuint (tps[5].area, ==, 1);
  g_assert_cmpfloat (tps[0].place.lat, ==, -2.095);
  const PoskoNakes *people = posko_case_nakes (fixture.loaded, &n);
  for (guint i = 1; i < n; i++)
    g_assert_cmpstr (people[i - 1].kode, <, people[i].kode);
  g_assert_cmpint (find_person (people, n, "B01")->profession, ==, POSKO_PROFESI_BIDAN);
  g_assert_cmpint (find_person (people, n, "D01")->profession, ==, POSKO_PROFESI_DOKTER);
  g_assert_cmpint (find_person (people, n, "D01")->tps, ==, 0);
  g_assert_cmpint (find_person (people, n, "D06")->tps, ==, -1); /* votes elsewhere */
  const PoskoAmbulans *ambulances = posko_case_ambulans (fixture.loaded, &n);
  const PoskoFaskes *sites = posko_case_faskes (fixture.loaded, NULL);
  g_assert_cmpstr (sites[ambulances[0].faskes].kode, ==, "RS1");
  const PoskoKendaraan *vehicles = posko_case_kendaraan (fixture.loaded, &n);
  g_assert_cmpstr (posko_case_dapur (fixture.loaded, NULL)[vehicles[0].kitchen].kode, ==, "DP1");
  g_assert_true (isnan (vehicles[2].kecepatan_kmh));
  const PoskoGelombang *waves = posko_case_gelombang (fixture.loaded, &n);
  g_assert_cmpint (waves[2].start, ==, 18 * 60);
  const PoskoBaliho *boards = posko_case_baliho (fixture.loaded, &n);
  g_assert_false (boards[3].dilarang);
  g_assert_null (boards[3].zona);
  g_assert_false (boards[4].dilarang);
  g_assert_cmpstr (boards[4].zona, ==, "Masjid Selatan");
  g_assert_true (boards[5].dilarang);
  g_assert_false (posko_case_is_assumed (fixture.loaded, "nakes"));
  g_assert_cmpuint (strlen (posko_case_hash (fixture.loaded)), ==, 64);
}

/* One thing wrong with the mini case; @to == NULL removes the file, @from == NULL writes it whole. */
static const struct
{
  const char *name, *file, *from, *to, *code, *where;
  guint line;
  PoskoSeverity severity;
} faults[] = {
  { "no-package", "datapackage.json", "", NULL, "datapackage-missing", "datapackage.json", 0, POSKO_SEVERITY_ERROR },
  { "bad-package", "datapackage.json", NULL, "{\"resources\":[{\"name\":\"tps\"}]}", "json-value", "datapackage.json", 1, POSKO_SEVERITY_ERROR },
  { "cut-package", "datapackage.json", NULL, "{\n", "json-syntax", "datapackage.json", 2, POSKO_SEVERITY_ERROR },
  { "outside-path", "datapackage.json", NULL, "{\"resources\":[\n{\"name\":\"tps\",\"path\":\"../tps.csv\"}]}", "resource-path", "datapackage.json", 2, POSKO_SEVERITY_ERROR },
  { "absolute-path", "datapackage.json", NULL, "{\"resources\":[{\"name\":\"tps\",\"path\":\"/etc/passwd\"}]}", "resource-path", "datapackage.json", 1, POSKO_SEVERITY_ERROR },
  { "url", "datapackage.json", NULL, "{\"resources\":[{\"name\":\"tps\",\"path\":\"https://x/tps.csv\"}]}", "resource-path", "datapackage.json", 1, POSKO_SEVERITY_ERROR },
  { "twice-listed", "datapackage.json", NULL, "{\"resources\":[{\"name\":\"tps\",\"path\":\"tps.csv\"},{\"name\":\"tps\",\"path\":\"tps.csv\"}]}", "resource-double", "datapackage.json", 1, POSKO_SEVERITY_ERROR },
  { "unknown-resource", "datapackage.json", NULL, "{\"resources\":[{\"name\":\"tpss\",\"path\":\"tps.csv\"}]}", "resource-unknown", "datapackage.json", 1, POSKO_SEVERITY_INFO },
  { "unlisted", "datapackage.json", NULL, "{\"resources\":[{\"name\":\"tps\",\"path\":\"tps.csv\"}]}", "resource-unlisted", "ambulans.csv", 0, POSKO_SEVERITY_INFO },
  { "no-tps", "tps.csv", "", NULL, "table-missing", "tps.csv", 0, POSKO_SEVERITY_ERROR },
  { "no-nakes", "nakes.csv", "", NULL, "table-missing", "nakes.csv", 0, POSKO_SEVERITY_ERROR },
  { "no-waves", "gelombang.csv", "", NULL, "table-default", "gelombang.csv", 0, POSKO_SEVERITY_INFO },
  { "empty-tps", "tps.csv", NULL, "", "table-empty", "tps.csv", 0, POSKO_SEVERITY_ERROR },
  { "no-kecamatan", "kecamatan.geojson", "", NULL, "layer-missing", "kecamatan.geojson", 0, POSKO_SEVERITY_ERROR },
  { "broken-kecamatan", "kecamatan.geojson", NULL, "{", "geojson-syntax", "kecamatan.geojson", 1, POSKO_SEVERITY_ERROR },
  { "outside", "tps.csv", "-2.095,106.105", "-2.195,106.105", "tps-outside", "tps.csv", 2, POSKO_SEVERITY_ERROR },
  { "shore", "tps.csv", "-2.095,106.105", "-2.0895,106.105", "tps-shore", "tps.csv", 2, POSKO_SEVERITY_WARNING },
  { "other-kecamatan", "tps.csv", "-2.095,106.105", "-2.110,106.105", "tps-other-kecamatan", "tps.csv", 2, POSKO_SEVERITY_WARNING },
  { "unknown-kecamatan", "tps.csv", "19.71.01.1001,Kampung Lama,Utara,1", ",Kampung Lama,Utar,1", "kecamatan-unknown", "tps.csv", 2, POSKO_SEVERITY_ERROR },
  { "code-and-name", "tps.csv", "19.71.01.1001,Kampung Lama,Utara,1", "19.71.02.1001,Kampung Lama,Utara,1", "kecamatan-code-name", "tps.csv", 2, POSKO_SEVERITY_WARNING },
  { "swapped", "tps.csv", "-2.095,106.105", "106.105,-2.095", "value-maximum", "tps.csv", 2, POSKO_SEVERITY_ERROR },
  { "nan", "tps.csv", "-2.095,106.105", "nan,106.105", "type-number", "tps.csv", 2, POSKO_SEVERITY_ERROR },
  { "negative-voters", "tps.csv", "270,280", "-270,280", "value-minimum", "tps.csv", 2, POSKO_SEVERITY_ERROR },
  { "many-voters", "tps.csv", "270,280", "570,280", "tps-voters-many", "tps.csv", 2, POSKO_SEVERITY_WARNING },
  { "no-voters", "tps.csv", "270,280", "0,0", "tps-voters-none", "tps.csv", 2, POSKO_SEVERITY_WARNING },
  { "kpps", "tps.csv", "7,2,1,false,2,", "5,2,1,false,2,", "tps-kpps", "tps.csv", 2, POSKO_SEVERITY_WARNING },
  { "at-risk", "tps.csv", "7,2,1,false,2,", "7,2,1,false,12,", "tps-berisiko", "tps.csv", 2, POSKO_SEVERITY_ERROR },
  { "double-tps", "tps.csv", "19.71.01.1001.002,", "19.71.01.1001.001,", "key-duplicate", "tps.csv", 3, POSKO_SEVERITY_ERROR },
  { "no-tps-there", "kecamatan.geojson", "]}}\n]}", "]}},\n{\"type\":\"Feature\",\"properties\":{\"kode\":\"9\",\"nama\":\"Kosong\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[107,-2],[107.1,-2],[107.1,-1.9],[107,-2]]]}}\n]}", "kecamatan-no-tps", "kecamatan.geojson", 0, POSKO_SEVERITY_INFO },
  { "no-site", "faskes.csv", NULL, "kode,nama,jenis,kecamatan,lat,lon\nKC1,Camat,kantor_camat,Utara,-2.0965,106.11\nPK1,P,puskesmas,Utara,-2.094,106.119\nPK2,P,puskesmas,Utara,-2.094,106.119\nRS1,R,rumah_sakit,Utara,-2.094,106.119\n", "kecamatan-no-site", "faskes.csv", 0, POSKO_SEVERITY_WARNING },
  { "faskes-outside", "faskes.csv", "-2.0965,106.11", "-2.2965,106.11", "faskes-outside", "faskes.csv", 2, POSKO_SEVERITY_WARNING },
  { "baliho-other", "baliho.csv", "-2.0955,106.1085", "-2.1100,106.1085", "baliho-other-kecamatan", "baliho.csv", 2, POSKO_SEVERITY_WARNING },
  { "foreign-faskes", "ambulans.csv", "RSUD,RS1", "RSUD,RS9", "foreign-key", "ambulans.csv", 2, POSKO_SEVERITY_ERROR },
  { "foreign-tps", "nakes.csv", "19.71.01.1001.001,true", "19.71.01.1001.009,true", "foreign-key", "nakes.csv", 2, POSKO_SEVERITY_ERROR },
  { "foreign-dapur", "kendaraan.csv", "MB1,DP1", "MB1,DP7", "foreign-key", "kendaraan.csv", 2, POSKO_SEVERITY_ERROR },
  { "no-ambulance", "ambulans.csv", NULL, "kode,nama,asal,tersedia\nA,a,RS1,tidak\n", "ambulans-none", "ambulans.csv", 0, POSKO_SEVERITY_WARNING },
  { "expired-sip", "nakes.csv", "2027-01-15", "2025-01-15", "nakes-sip-expired", "nakes.csv", 2, POSKO_SEVERITY_WARNING },
  { "missing-sip", "nakes.csv", "2027-01-15", "", "nakes-sip-missing", "nakes.csv", 2, POSKO_SEVERITY_WARNING },
  { "unknown-shift", "nakes.csv", "2027-01-15,,", "2027-01-15,H:X,", "nakes-shift-unknown", "nakes.csv", 2, POSKO_SEVERITY_WARNING },
  { "bad-absence", "nakes.csv", "2027-01-15,,", "2027-01-15,besok,", "value-pattern", "nakes.csv", 2, POSKO_SEVERITY_ERROR },
  { "bad-profession", "nakes.csv", "Dokter 001,dokter", "Dokter 001,doktor", "value-enum", "nakes.csv", 2, POSKO_SEVERITY_ERROR },
  { "kitchen-hours", "dapur.csv", "02:00,23:00", "23:00,02:00", "dapur-hours", "dapur.csv", 2, POSKO_SEVERITY_ERROR },
  { "kitchen-slhs", "dapur.csv", "2027-03-01", "2025-08-26", "dapur-slhs", "dapur.csv", 2, POSKO_SEVERITY_WARNING },
  { "kitchen-halal", "dapur.csv", "2027-03-01,true", "2027-03-01,false", "dapur-halal", "dapur.csv", 2, POSKO_SEVERITY_WARNING },
  { "vehicle-hours", "kendaraan.csv", "04:00,22:30", "22:30,04:00", "kendaraan-hours", "kendaraan.csv", 2, POSKO_SEVERITY_ERROR },
  { "vehicle-at-night", "kendaraan.csv", "04:00,22:30", "23:00,24:00", "kendaraan-dapur-hours", "kendaraan.csv", 2, POSKO_SEVERITY_WARNING },
  { "wave-backwards", "gelombang.csv", "05:30,06:30", "06:30,06:30", "gelombang-window", "gelombang.csv", 2, POSKO_SEVERITY_ERROR },
  { "wave-for-nobody", "gelombang.csv", "true,true,false", "false,false,false", "gelombang-nobody", "gelombang.csv", 2, POSKO_SEVERITY_WARNING },
  { "zone-rule", "zona_larangan.geojson", "\"larangan\"", "\"dilarang\"", "zona-aturan", "zona_larangan.geojson", 0, POSKO_SEVERITY_ERROR },
  { "zone-buffer", "zona_larangan.geojson", "\"penyangga_m\": 50", "\"penyangga_m\": \"lima\"", "zona-penyangga", "zona_larangan.geojson", 0, POSKO_SEVERITY_ERROR },
  { "policy", "kebijakan.json", NULL, "{\"makan\":{\"menit_muat\":{\"nilai\":-1}}}", "json-value", "kebijakan.json", 1, POSKO_SEVERITY_ERROR },
};

static void
test_fault (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_auto (Fixture) fixture;
  const PoskoDiagnostic *finding;

  fixture_init (&fixture);
  if (faults[i].to == NULL)
    fixture_remove (&fixture, faults[i].file);
  else if (faults[i].from == NULL)
    fixture_write (&fixture, faults[i].file, faults[i].to, -1);
  else
    fixture_replace (&fixture, faults[i].file, faults[i].from, faults[i].to);
  fixture_load (&fixture, NULL);
  fixture_log (&fixture);
  finding = fixture_find (&fixture, faults[i].code);
  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->file, ==, faults[i].where);
  g_assert_cmpuint (finding->line, ==, faults[i].line);
  g_assert_cmpint (finding->severity, ==, faults[i].severity);
}

/* One fault is one finding: nothing else is blamed for it. */
static void
test_no_echo (void)
{
  g_auto (Fixture) fixture;

  fixture_init (&fixture);
  fixture_replace (&fixture, "faskes.csv", "KC1,Kantor", "KC1,,Kantor");
  fixture_replace (&fixture, "tps.csv", "270,280", "x,280");
  fixture_load (&fixture, NULL);
  fixture_log (&fixture);
  g_assert_cmpuint (posko_diagnostics_count (fixture.findings, POSKO_SEVERITY_ERROR), ==, 2);
  g_assert_nonnull (fixture_find (&fixture, "row-width"));
  g_assert_nonnull (fixture_find (&fixture, "type-integer"));
}

/* The first lines after the header in the opposite order. */
static void
reverse_rows (const Fixture *fixture, const char *file)
{
  g_autofree char *text = fixture_read (fixture, file);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_autoptr (GString) changed = g_string_new (lines[0]);

  for (guint i = g_strv_length (lines) - 1; i > 0; i--)
    g_string_append_printf (changed, "\n%s", lines[i]);
  fixture_write (fixture, file, changed->str, (gssize) changed->len);
}

/* As a spreadsheet with Indonesian settings saves it: `;`, decimal comma, byte order mark, CRLF. */
static void
write_as_excel (const Fixture *fixture, const char *file)
{
  g_autofree char *text = fixture_read (fixture, file);
  g_autoptr (GString) changed = g_string_new ("\xef\xbb\xbf");

  for (const char *at = text; *at != '\0'; at++)
    if (*at == '\n')
      g_string_append (changed, "\r\n");
    else
      g_string_append_c (changed, *at == ',' ? ';' : *at == '.' ? ',' : *at);
  fixture_write (fixture, file, changed->str, (gssize) changed->len);
}

static char *
load_hash (Fixture *fixture)
{
  fixture_load (fixture, NULL);
  fixture_log (fixture);
  g_assert_nonnull (fixture->loaded);
  return g_strdup (posko_case_hash (fixture->loaded));
}

static void
test_hash (void)
{
  static const char *const files[] = { "tps.csv", "faskes.csv", "nakes.csv", "ambulans.csv", "dapur.csv", "kendaraan.csv", "gelombang.csv", "baliho.csv" };
  g_auto (Fixture) fixture;
  g_autofree char *first = NULL, *reversed = NULL, *excel = NULL, *other = NULL, *policy = NULL, *moved = NULL;

  fixture_init (&fixture);
  first = load_hash (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    reverse_rows (&fixture, files[i]);
  reversed = load_hash (&fixture);
  g_assert_cmpstr (first, ==, reversed);
  write_as_excel (&fixture, "dapur.csv");
  excel = load_hash (&fixture);
  g_assert_cmpstr (first, ==, excel);
  fixture_replace (&fixture, "tps.csv", "270,280", "271,280");
  other = load_hash (&fixture);
  g_assert_cmpstr (first, !=, other);
  fixture_write (&fixture, "kebijakan.json", "{\"respons\":{\"tunda_menit\":{\"nilai\":5}}}", -1);
  policy = load_hash (&fixture);
  g_assert_cmpstr (other, !=, policy);
  fixture_write (&fixture, "kebijakan.json", "{\"respons\":{\"tunda_menit\":{\"nilai\":5,\"sumber\":\"rapat\"}}}", -1);
  g_free (other);
  other = load_hash (&fixture);
  g_assert_cmpstr (other, ==, policy);
  fixture_replace (&fixture, "kecamatan.geojson", "[106.13, -2.09]", "[106.14, -2.09]");
  moved = load_hash (&fixture);
  g_assert_cmpstr (moved, !=, other);
}

/* Of two kecamatan of one name the code decides, else the point. */
static void
test_namesakes (void)
{
  g_auto (Fixture) fixture;
  const PoskoTps *tps;

  fixture_init (&fixture);
  fixture_replace (&fixture, "kecamatan.geojson", "\"Selatan\"", "\"UTARA\"");
  fixture_replace (&fixture, "tps.csv", "19.71.02.1001.001,19.71.02.1001,Pasir Putih,Selatan", "19.71.02.1001.001,,Pasir Putih,Utara");
  fixture_replace (&fixture, "tps.csv", "Pasir Putih,Selatan", "Pasir Putih,Utara");
  fixture_replace (&fixture, "tps.csv", "Lapas,Selatan", "Lapas,utara");
  for (guint i = 0; i < 3; i++)
    fixture_replace (&fixture, "faskes.csv", ",Selatan,", ",Utara,");
  for (guint i = 0; i < 3; i++)
    fixture_replace (&fixture, "baliho.csv", ",Selatan,", ",Utara,");
  g_autofree char *nakes = fixture_read (&fixture, "nakes.csv");
  g_auto (GStrv) parts = g_strsplit (nakes, ",Selatan,", -1);
  g_autofree char *joined = g_strjoinv (",Utara,", parts);
  fixture_write (&fixture, "nakes.csv", joined, -1);
  fixture_load (&fixture, NULL);
  fixture_log (&fixture);
  g_assert_nonnull (fixture.loaded);
  tps = posko_case_tps (fixture.loaded, NULL);
  g_assert_cmpuint (tps[0].area, ==, 0);
  g_assert_cmpuint (tps[3].area, ==, 1); /* by its point */
  g_assert_cmpuint (tps[4].area, ==, 1); /* by its code */
  g_assert_null (fixture_find (&fixture, "tps-other-kecamatan"));
}

/* Only TPS and boundaries: the tables that lack are named, the TPS are checked all the same. */
static void
test_only_tps (void)
{
  static const char *const files[] = { "datapackage.json", "faskes.csv", "nakes.csv", "ambulans.csv", "dapur.csv", "kendaraan.csv", "gelombang.csv", "baliho.csv", "zona_larangan.geojson" };
  g_auto (Fixture) fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    fixture_remove (&fixture, files[i]);
  fixture_replace (&fixture, "tps.csv", "-2.095,106.105", "-2.195,106.105");
  fixture_load (&fixture, NULL);
  fixture_log (&fixture);
  g_assert_null (fixture.loaded);
  g_assert_cmpuint (posko_diagnostics_count (fixture.findings, POSKO_SEVERITY_ERROR), ==, 8); /* package, 6 tables, the TPS outside */
  g_assert_nonnull (fixture_find (&fixture, "tps-outside"));
}

static void
test_no_folder (void)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (posko_case_load ("/nonexistent/case", NULL, 1, findings, NULL, NULL, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_assert_cmpuint (posko_diagnostics_n (findings), ==, 0);
}

static void
test_cancel (void)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (posko_case_load (MINI_CASE, NULL, 1, findings, NULL, cancellable, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

/* A field of 200 MB, as one hostile cell, is a finding like any other. */
static void
test_huge_field (void)
{
  g_auto (Fixture) fixture;
  const gsize length = 200 * 1000 * 1000;
  g_autofree char *text = g_strnfill (length, 'a');

  fixture_init (&fixture);
  memcpy (text, "kode,nama\nG,", 12);
  fixture_write (&fixture, "gelombang.csv", text, (gssize) length);
  fixture_load (&fixture, NULL);
  fixture_log (&fixture);
  g_assert_nonnull (fixture_find (&fixture, "csv-field-long"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/mini", test_mini);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/case/fault/", faults[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
    }
  g_test_add_func ("/case/no-echo", test_no_echo);
  g_test_add_func ("/case/hash", test_hash);
  g_test_add_func ("/case/namesakes", test_namesakes);
  g_test_add_func ("/case/only-tps", test_only_tps);
  g_test_add_func ("/case/no-folder", test_no_folder);
  g_test_add_func ("/case/cancel", test_cancel);
  g_test_add_func ("/case/huge-field", test_huge_field);
  return g_test_run ();
}
