/* test-scenario.c: every kind of change, every way to choose rows, and every fault with its near names. */
#include <math.h>
#include <string.h>

#include "fixture.h"

#define SCENARIO(change) "{\"nama\":\"uji\",\"perubahan\":[" change "]}"
#define WHERE(table, where, set) SCENARIO ("{\"tabel\":\"" table "\",\"di_mana\":" where "," set "}")

static void
test_empty (void)
{
  g_auto (Fixture) fixture;
  g_autofree char *hash = NULL;

  fixture_init (&fixture);
  fixture_load (&fixture, NULL);
  hash = g_strdup (posko_case_hash (fixture.loaded));
  fixture_load (&fixture, "{}");
  g_assert_cmpstr (posko_case_hash (fixture.loaded), ==, hash);
  fixture_load (&fixture, "{\"nama\":\"tidak ada\",\"keterangan\":\"kosong\",\"perubahan\":[],\"kebijakan\":{}}");
  g_assert_cmpstr (posko_case_hash (fixture.loaded), ==, hash);
}

/* Who is chosen: the scenario sets kpps to 9 (tps) where the condition holds; the digits say which of the six TPS have it. */
static const struct
{
  const char *name, *where, *expected;
} choices[] = {
  { "all", "{}", "111111" },
  { "equal-text", "{\"akses\":\"gang\"}", "010000" },
  { "equal-number", "{\"nomor\":1}", "101100" },
  { "equal-boolean", "{\"khusus\":true}", "000001" },
  { "equal-code", "{\"kode_tps\":\"19.71.02.1001.001\"}", "000100" },
  { "kecamatan-name", "{\"kecamatan\":\"SELATAN\"}", "000111" },
  { "kecamatan-code", "{\"kecamatan\":\"19.71.01\"}", "111000" },
  { "one-of", "{\"akses\":{\"dalam\":[\"gang\",\"perahu\"]}}", "010010" },
  { "none-of-empty", "{\"partisipasi_lalu\":{\"bukan\":[null]}}", "111110" },
  { "one-of-or-empty", "{\"akses\":{\"dalam\":[\"gang\",null]}}", "010000" },
  { "none-of", "{\"akses\":{\"bukan\":[\"gang\",\"perahu\"]}}", "101101" },
  { "range", "{\"dpt_laki\":{\"antara\":[240,270]}}", "110100" },
  { "from", "{\"dpt_laki\":{\"minimal\":270}}", "101000" },
  { "to", "{\"dpt_laki\":{\"maksimal\":233}}", "000011" },
  { "from-to", "{\"dpt_laki\":{\"minimal\":200,\"maksimal\":240}}", "000110" },
  { "range-missing", "{\"partisipasi_lalu\":{\"minimal\":0}}", "111110" },
  { "empty", "{\"partisipasi_lalu\":{\"kosong\":true}}", "000001" },
  { "full", "{\"partisipasi_lalu\":{\"kosong\":false}}", "111110" },
  { "null", "{\"partisipasi_lalu\":null}", "000001" },
  { "both", "{\"kecamatan\":\"Utara\",\"nomor\":1}", "101000" },
  { "inside-kecamatan", "{\"di_dalam\":{\"kecamatan\":\"Selatan\"}}", "000111" },
  { "inside-polygon", "{\"di_dalam\":{\"type\":\"Polygon\",\"coordinates\":[[[106.1,-2.1],[106.115,-2.1],[106.115,-2.08],[106.1,-2.08],[106.1,-2.1]]]}}", "110000" },
  { "inside-polygons", "{\"di_dalam\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[106.104,-2.096],[106.106,-2.096],[106.106,-2.094],[106.104,-2.096]]],[[[106.12,-2.12],[106.13,-2.12],[106.13,-2.11],[106.12,-2.11],[106.12,-2.12]]]]}}", "100001" },
  { "near", "{\"dekat\":{\"lat\":-2.094,\"lon\":106.108,\"meter\":600}}", "110000" },
  { "near-and-column", "{\"dekat\":{\"lat\":-2.094,\"lon\":106.108,\"meter\":600},\"akses\":\"gang\"}", "010000" },
};

static void
test_choice (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_auto (Fixture) fixture;
  g_autofree char *scenario = g_strdup_printf (WHERE ("tps", "%s", "\"ubah\":{\"kpps\":9}"), choices[i].where);
  const PoskoTps *tps;
  char chosen[7] = "";
  guint n;

  fixture_init (&fixture);
  fixture_load (&fixture, scenario);
  fixture_log (&fixture);
  g_assert_nonnull (fixture.loaded);
  tps = posko_case_tps (fixture.loaded, &n);
  g_assert_cmpuint (n, ==, 6);
  for (guint t = 0; t < n; t++)
    chosen[t] = tps[t].kpps == 9 ? '1' : '0';
  g_assert_cmpstr (chosen, ==, choices[i].expected);
}

/* Tables without coordinates lie where the row they point to lies. */
static void
test_place_by_key (void)
{
  g_auto (Fixture) fixture;
  const PoskoAmbulans *ambulances;

  fixture_init (&fixture);
  fixture_load (&fixture, WHERE ("ambulans", "{\"di_dalam\":{\"kecamatan\":\"Utara\"}}", "\"ubah\":{\"biaya\":7}"));
  fixture_log (&fixture);
  g_assert_nonnull (fixture.loaded);
  ambulances = posko_case_ambulans (fixture.loaded, NULL);
  g_assert_cmpint (ambulances[0].biaya, ==, 2500000);
  g_assert_cmpint (ambulances[1].biaya, ==, 7);
  g_assert_cmpint (ambulances[2].biaya, ==, 1800000);
}

static void
test_scale (void)
{
  g_auto (Fixture) fixture;
  const PoskoTps *tps;

  fixture_init (&fixture);
  fixture_load (&fixture, SCENARIO ("{\"tabel\":\"tps\",\"kali\":{\"dpt_laki\":1.15,\"partisipasi_lalu\":0.5}}"));
  g_assert_nonnull (fixture.loaded);
  tps = posko_case_tps (fixture.loaded, NULL);
  g_assert_cmpint (tps[0].dpt_laki, ==, 311); /* 310.5, half up */
  g_assert_cmpint (tps[0].pemilih, ==, 591);  /* derived after the change */
  g_assert_cmpfloat (tps[0].partisipasi_lalu, ==, 0.355);
  g_assert_true (isnan (tps[5].partisipasi_lalu));
}

static void
test_add_and_remove (void)
{
  static const char text[] = SCENARIO (
      "{\"tabel\":\"ambulans\",\"di_mana\":{\"kode\":\"AMB3\"},\"hapus\":true},"
      "{\"tabel\":\"ambulans\",\"tambah\":[{\"kode\":\"AMB0\",\"nama\":\"Bantuan\",\"asal\":\"PK2\"},{\"kode\":\"AMB9\",\"nama\":\"Lain\",\"asal\":\"RS1\",\"biaya\":5}]}");
  g_auto (Fixture) fixture;
  const PoskoAmbulans *ambulances;
  guint n;

  fixture_init (&fixture);
  fixture_load (&fixture, text);
  fixture_log (&fixture);
  g_assert_nonnull (fixture.loaded);
  ambulances = posko_case_ambulans (fixture.loaded, &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpstr (ambulances[0].kode, ==, "AMB0");
  g_assert_cmpint (ambulances[0].tersedia, ==, 1); /* the schema's default */
  g_assert_cmpstr (ambulances[3].kode, ==, "AMB9");
  g_assert_cmpint (ambulances[3].biaya, ==, 5);
}

/* A change and its inverse leave the case as it was. */
static void
test_inverse (void)
{
  static const char text[] = SCENARIO (
      "{\"tabel\":\"ambulans\",\"tambah\":[{\"kode\":\"AMB0\",\"nama\":\"Bantuan\",\"asal\":\"PK2\"}]},{\"tabel\":\"ambulans\",\"di_mana\":{\"kode\":\"AMB0\"},\"hapus\":true},"
      "{\"tabel\":\"tps\",\"kali\":{\"dpt_laki\":2}},{\"tabel\":\"tps\",\"kali\":{\"dpt_laki\":0.5}},"
      "{\"tabel\":\"tps\",\"di_mana\":{\"akses\":\"gang\"},\"ubah\":{\"akses\":\"perahu\",\"nomor\":77}},{\"tabel\":\"tps\",\"di_mana\":{\"nomor\":77},\"ubah\":{\"akses\":\"gang\",\"nomor\":2}}");
  g_auto (Fixture) fixture;
  g_autofree char *hash = NULL;

  fixture_init (&fixture);
  fixture_load (&fixture, NULL);
  hash = g_strdup (posko_case_hash (fixture.loaded));
  fixture_load (&fixture, text);
  fixture_log (&fixture);
  g_assert_cmpstr (posko_case_hash (fixture.loaded), ==, hash);
}

static GHashTable *
absent_people (Fixture *fixture, const char *share, guint seed)
{
  g_autofree char *text
    = g_strdup_printf (SCENARIO ("{\"tabel\":\"nakes\",\"sampel\":{\"bagian\":%s,\"benih\":%u},\"ubah\":{\"tidak_tersedia\":\"H-1 H H+1\"}}"), share, seed);
  GHashTable *absent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const PoskoNakes *people;
  guint n;

  fixture_load (fixture, text);
  people = posko_case_nakes (fixture->loaded, &n);
  for (guint i = 0; i < n; i++)
    if (strcmp (people[i].tidak_tersedia, "H-1 H H+1") == 0)
      g_hash_table_add (absent, g_strdup (people[i].kode));
  return absent;
}

/* A share of the rows by seed: the same always, others by another seed, and a larger share contains the smaller. */
static void
test_sample (void)
{
  g_auto (Fixture) fixture;
  GHashTableIter iterator;
  gpointer code;
  guint same = 0;

  fixture_init (&fixture);
  g_autoptr (GHashTable) tenth = absent_people (&fixture, "0.1", 7), again = absent_people (&fixture, "0.1", 7);
  g_autoptr (GHashTable) half = absent_people (&fixture, "0.5", 7), other = absent_people (&fixture, "0.5", 8);
  g_assert_cmpuint (g_hash_table_size (tenth), ==, 4); /* of 37: 3.7 */
  g_assert_cmpuint (g_hash_table_size (half), ==, 19);
  g_assert_cmpuint (g_hash_table_size (other), ==, 19);
  g_hash_table_iter_init (&iterator, tenth);
  while (g_hash_table_iter_next (&iterator, &code, NULL))
    {
      g_assert_true (g_hash_table_contains (again, code));
      g_assert_true (g_hash_table_contains (half, code));
    }
  g_hash_table_iter_init (&iterator, half);
  while (g_hash_table_iter_next (&iterator, &code, NULL))
    same += g_hash_table_contains (other, code);
  g_assert_cmpuint (same, <, 19);
}

static void
test_policy (void)
{
  static const char text[] = "{\"nama\":\"uji\",\"kebijakan\":{\"respons/standar_menit\":10,\"/roster/cadangan/dokter\":3,\"fase/penghitungan/selesai\":\"12:00\","
                             "\"shift/S/selesai\":\"22:00\",\"skrining/sesi/P/selesai\":\"12:00\",\"baliho/manfaat_permil\":[5]}}";
  g_auto (Fixture) fixture;
  const PoskoPolicy *policy;

  fixture_init (&fixture);
  fixture_write (&fixture, "kebijakan.json", "{\"respons\":{\"batas_menit\":{\"nilai\":25,\"sumber\":\"a\"}}}", -1);
  fixture_load (&fixture, text);
  fixture_log (&fixture);
  g_assert_nonnull (fixture.loaded);
  policy = posko_case_policy (fixture.loaded);
  g_assert_cmpint (policy->standar_menit, ==, 10);
  g_assert_cmpint (policy->batas_menit, ==, 25);
  g_assert_cmpint (policy->cadangan[POSKO_PROFESI_DOKTER], ==, 3);
  g_assert_cmpint (policy->cadangan[POSKO_PROFESI_PERAWAT], ==, 1);
  g_assert_cmpint (policy->phases[2].end, ==, 1440 + 720);
  g_assert_cmpint (policy->shifts[0].end, ==, -1440 + 22 * 60); /* both shifts S, of H-1 and H */
  g_assert_cmpint (policy->shifts[2].end, ==, 22 * 60);
  g_assert_cmpint (policy->sesi[0].end, ==, 720);
  g_assert_cmpint (policy->manfaat_permil[1], ==, 0);
}

/* @near: what the remedy must offer, @column: where the fault is; or NULL. */
static const struct
{
  const char *name, *text, *code, *near, *column;
} faults[] = {
  { "syntax", "{", "json-syntax", NULL, NULL },
  { "bad-name", "{\"nama\":5}", "json-value", NULL, NULL },
  { "unknown-key", "{\"nama\":\"a\",\"perubaan\":[]}", "json-key-unknown", "'perubahan'", NULL },
  { "two-verbs", SCENARIO ("{\"tabel\":\"tps\",\"ubah\":{\"kpps\":7},\"hapus\":true}"), "json-value", NULL, NULL },
  { "no-verb", SCENARIO ("{\"tabel\":\"tps\"}"), "json-value", NULL, NULL },
  { "unknown-table", SCENARIO ("{\"tabel\":\"tpss\",\"hapus\":true}"), "scenario-table", "'tps'", NULL },
  { "unknown-column", SCENARIO ("{\"tabel\":\"tps\",\"ubah\":{\"kps\":7}}"), "scenario-column", "'kpps'", "/perubahan/0/ubah/kps" },
  { "unknown-where", WHERE ("tps", "{\"kecamtan\":\"Utara\"}", "\"ubah\":{\"kpps\":7}"), "scenario-column", "'kecamatan'", "/perubahan/0/di_mana/kecamtan" },
  { "unknown-choice", WHERE ("tps", "{\"akses\":\"gan\"}", "\"ubah\":{\"kpps\":7}"), "scenario-value", "'gang'", NULL },
  { "unknown-kecamatan", WHERE ("tps", "{\"kecamatan\":\"Utar\"}", "\"ubah\":{\"kpps\":7}"), "scenario-value", "'Utara'", NULL },
  { "unknown-kecamatan-inside", WHERE ("tps", "{\"di_dalam\":{\"kecamatan\":\"Slatan\"}}", "\"ubah\":{\"kpps\":7}"), "scenario-value", "'Selatan'", NULL },
  { "unknown-code", WHERE ("ambulans", "{\"kode\":\"AMB4\"}", "\"hapus\":true"), "scenario-no-row", "'AMB1'", NULL },
  { "no-row", WHERE ("tps", "{\"nomor\":5000}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "901, 2, 1", NULL },
  { "sample-of-none", SCENARIO ("{\"tabel\":\"tps\",\"sampel\":{\"bagian\":0.01,\"benih\":1},\"ubah\":{\"kpps\":7}}"), "scenario-no-row", NULL, NULL },
  { "bad-condition", WHERE ("tps", "{\"nomor\":\"satu\"}", "\"ubah\":{\"kpps\":7}"), "scenario-value", NULL, NULL },
  { "bad-value", SCENARIO ("{\"tabel\":\"tps\",\"ubah\":{\"kpps\":\"tujuh\"}}"), "type-integer", NULL, NULL },
  { "bad-choice", SCENARIO ("{\"tabel\":\"tps\",\"ubah\":{\"akses\":\"peraho\"}}"), "scenario-value", "'perahu'", NULL },
  { "over-limit", SCENARIO ("{\"tabel\":\"tps\",\"ubah\":{\"kpps\":99}}"), "value-maximum", NULL, NULL },
  { "required", SCENARIO ("{\"tabel\":\"tps\",\"ubah\":{\"kpps\":null}}"), "cell-required", NULL, NULL },
  { "scaled-over", SCENARIO ("{\"tabel\":\"tps\",\"kali\":{\"dpt_laki\":100}}"), "value-maximum", NULL, NULL },
  { "scaled-text", SCENARIO ("{\"tabel\":\"tps\",\"kali\":{\"akses\":2}}"), "scenario-number", NULL, NULL },
  { "added-twice", SCENARIO ("{\"tabel\":\"ambulans\",\"tambah\":[{\"kode\":\"AMB1\",\"nama\":\"a\",\"asal\":\"RS1\"}]}"), "key-duplicate", NULL, NULL },
  { "added-short", SCENARIO ("{\"tabel\":\"ambulans\",\"tambah\":[{\"kode\":\"AMB5\",\"nama\":\"a\"}]}"), "cell-required", NULL, NULL },
  { "added-unknown", SCENARIO ("{\"tabel\":\"ambulans\",\"tambah\":[{\"kode\":\"AMB5\",\"nama\":\"a\",\"asl\":\"RS1\",\"asal\":\"RS1\"}]}"), "scenario-column", "'asal'", "/perubahan/0/tambah/0/asl" },
  { "added-orphan", SCENARIO ("{\"tabel\":\"ambulans\",\"tambah\":[{\"kode\":\"AMB5\",\"nama\":\"a\",\"asal\":\"RS5\"}]}"), "foreign-key", "'RS1'", NULL },
  { "added-where", SCENARIO ("{\"tabel\":\"ambulans\",\"di_mana\":{\"kode\":\"AMB1\"},\"tambah\":[{\"kode\":\"AMB5\",\"nama\":\"a\",\"asal\":\"RS1\"}]}"), "scenario-add", NULL, NULL },
  { "removed-needed", WHERE ("faskes", "{\"kode\":\"RS1\"}", "\"hapus\":true"), "foreign-key", NULL, NULL },
  { "no-place", WHERE ("gelombang", "{\"dekat\":{\"lat\":-2,\"lon\":106,\"meter\":5}}", "\"hapus\":true"), "scenario-no-place", NULL, NULL },
  { "bad-polygon", WHERE ("tps", "{\"di_dalam\":{\"type\":\"Polygon\",\"coordinates\":[[[106,-2],[106,-2],[106,-2],[106,-2]]]}}", "\"hapus\":true"), "scenario-value", NULL, NULL },
  { "policy-section", "{\"nama\":\"a\",\"kebijakan\":{\"respon/standar_menit\":10}}", "scenario-policy", "'respons/standar_menit'", "/kebijakan/respon~1standar_menit" },
  { "policy-name", "{\"nama\":\"a\",\"kebijakan\":{\"respons/standar\":10}}", "scenario-policy", "'respons/standar_menit'", "/kebijakan/respons~1standar" },
  { "policy-part", "{\"nama\":\"a\",\"kebijakan\":{\"roster/cadangan/doktr\":10}}", "scenario-policy", "'dokter'", "/kebijakan/roster~1cadangan~1doktr" },
  { "policy-phase", "{\"nama\":\"a\",\"kebijakan\":{\"fase/penghitungn/selesai\":\"12:00\"}}", "scenario-policy", "'penghitungan'", "/kebijakan/fase~1penghitungn~1selesai" },
  { "policy-phase-member", "{\"nama\":\"a\",\"kebijakan\":{\"fase/penghitungan/selesa\":\"12:00\"}}", "scenario-policy", "'selesai'", NULL },
  { "policy-phase-whole", "{\"nama\":\"a\",\"kebijakan\":{\"fase/penghitungan\":5}}", "scenario-policy", NULL, "/kebijakan/fase~1penghitungan" },
  { "policy-range", "{\"nama\":\"a\",\"kebijakan\":{\"respons/standar_menit\":0}}", "json-value", NULL, "/kebijakan/respons~1standar_menit" },
  { "policy-order", "{\"nama\":\"a\",\"kebijakan\":{\"respons/standar_menit\":100}}", "policy-order", NULL, "/kebijakan/respons~1standar_menit" },
  { "policy-deep", "{\"nama\":\"a\",\"kebijakan\":{\"respons/standar_menit/x/y\":1}}", "scenario-policy", NULL, NULL },
  { "list-unknown-text", WHERE ("tps", "{\"kelurahan\":{\"dalam\":[\"Lapas\",\"Pasir Putoh\"]}}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "'Pasir Putih'", "/perubahan/0/di_mana/kelurahan/dalam/1" },
  { "list-excluded-unknown-text", WHERE ("tps", "{\"kelurahan\":{\"bukan\":[\"Kampung Bru\",\"Lapas\"]}}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "'Kampung Baru'", "/perubahan/0/di_mana/kelurahan/bukan/0" },
  { "list-unknown-choice", WHERE ("tps", "{\"akses\":{\"dalam\":[\"gang\",\"perahoe\"]}}", "\"ubah\":{\"kpps\":7}"), "scenario-value", "'perahu'", "/perubahan/0/di_mana/akses/dalam/1" },
  { "list-unknown-kecamatan", WHERE ("tps", "{\"kecamatan\":{\"bukan\":[\"Utara\",\"Slatan\"]}}", "\"ubah\":{\"kpps\":7}"), "scenario-value", "'Selatan'", "/perubahan/0/di_mana/kecamatan/bukan/1" },
  { "list-unknown-number", WHERE ("tps", "{\"dpt_laki\":{\"dalam\":[270,241]}}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "240, 233, 255", "/perubahan/0/di_mana/dpt_laki/dalam/1" },
  { "unknown-text-beside", WHERE ("tps", "{\"kecamatan\":\"Utara\",\"kelurahan\":\"Pasir Putoh\"}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "'Pasir Putih'", "/perubahan/0/di_mana/kelurahan" },
  { "unknown-share", WHERE ("tps", "{\"partisipasi_lalu\":0.7}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "0.71", "/perubahan/0/di_mana/partisipasi_lalu" },
  { "unknown-boolean", WHERE ("tps", "{\"asumsi\":true}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "false", "/perubahan/0/di_mana/asumsi" },
  { "range-above", WHERE ("tps", "{\"nomor\":{\"minimal\":902}}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "901, 2, 1", "/perubahan/0/di_mana/nomor/minimal" },
  { "range-between", WHERE ("tps", "{\"nomor\":{\"antara\":[3,800]}}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "2, 1, 901", "/perubahan/0/di_mana/nomor/antara" },
  { "range-of-text", WHERE ("tps", "{\"kelurahan\":{\"maksimal\":\"A\"}}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", "Kampung Baru", "/perubahan/0/di_mana/kelurahan/maksimal" },
  { "conditions-apart", WHERE ("tps", "{\"kecamatan\":\"Utara\",\"nomor\":901}", "\"ubah\":{\"kpps\":7}"), "scenario-no-row", NULL, "/perubahan/0" },
  { "policy-leading-slash", "{\"nama\":\"a\",\"kebijakan\":{\"/respons/standar\":10}}", "scenario-policy", "'respons/standar_menit'", "/kebijakan/~1respons~1standar" },
  { "policy-no-section", "{\"nama\":\"a\",\"kebijakan\":{\"anggaran_baliho\":10}}", "scenario-policy", "baliho/anggaran_baliho", "/kebijakan/anggaran_baliho" },
  { "policy-other-section", "{\"nama\":\"a\",\"kebijakan\":{\"reklame/anggaran_baliho\":10}}", "scenario-policy", "baliho/anggaran_baliho", "/kebijakan/reklame~1anggaran_baliho" },
  { "policy-of-section", "{\"nama\":\"a\",\"kebijakan\":{\"respons/xyz\":10}}", "scenario-policy", "respons/standar_menit, respons/batas_menit, respons/tunda_menit", "/kebijakan/respons~1xyz" },
  { "policy-second", "{\"nama\":\"a\",\"kebijakan\":{\"respons/batas_menit\":20,\"baliho/anggaran_baliho\":-1}}", "json-value", NULL, "/kebijakan/baliho~1anggaran_baliho" },
  { "policy-part-range", "{\"nama\":\"a\",\"kebijakan\":{\"roster/cadangan/perawat\":1,\"roster/cadangan/dokter\":-3}}", "json-value", NULL, "/kebijakan/roster~1cadangan~1dokter" },
  { "policy-phase-order", "{\"nama\":\"a\",\"kebijakan\":{\"fase/pemungutan/selesai\":\"14:00\",\"fase/persiapan/selesai\":\"12:00\"}}", "policy-order", NULL, "/kebijakan/fase~1persiapan~1selesai" },
  { "policy-two-apart", "{\"nama\":\"a\",\"kebijakan\":{\"respons/standar_menit\":100,\"respons/tunda_menit\":3}}", "policy-order", NULL, NULL },
  { "policy-hostile", "{\"nama\":\"a\",\"kebijakan\":{\"fase\":[{\"kode\":{}},{\"kode\":5},7],\"fase/x/selesai\":\"12:00\"}}", "scenario-policy", NULL, "/kebijakan/fase~1x~1selesai" },
  { "policy-hostile-whole", "{\"nama\":\"a\",\"kebijakan\":{\"fase\":[{\"kode\":5}]}}", "json-value", NULL, "/kebijakan/fase" },
};

static void
test_fault (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_auto (Fixture) fixture;
  const PoskoDiagnostic *finding;

  fixture_init (&fixture);
  fixture_load (&fixture, faults[i].text);
  fixture_log (&fixture);
  g_assert_null (fixture.loaded);
  finding = fixture_find (&fixture, faults[i].code);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, POSKO_SEVERITY_ERROR);
  if (faults[i].near != NULL)
    g_assert_nonnull (strstr (finding->remedy, faults[i].near));
  if (faults[i].column != NULL)
    g_assert_cmpstr (finding->column, ==, faults[i].column);
  if (faults[i].column != NULL)
    g_assert_cmpuint (finding->line, ==, 1); /* the place is one of the scenario */
}

static void
test_no_file (void)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (posko_case_load (MINI_CASE, "/nonexistent/skenario.json", 1, findings, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenario/empty", test_empty);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *path = g_strconcat ("/scenario/choice/", choices[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_choice);
    }
  g_test_add_func ("/scenario/place-by-key", test_place_by_key);
  g_test_add_func ("/scenario/scale", test_scale);
  g_test_add_func ("/scenario/add-and-remove", test_add_and_remove);
  g_test_add_func ("/scenario/inverse", test_inverse);
  g_test_add_func ("/scenario/sample", test_sample);
  g_test_add_func ("/scenario/policy", test_policy);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/scenario/fault/", faults[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
    }
  g_test_add_func ("/scenario/no-file", test_no_file);
  return g_test_run ();
}
