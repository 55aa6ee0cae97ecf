/* test-case-doctor.c: the sums on a case: which difference is told where, with which figures and which typing error. */
#include <string.h>

#include "fixture.h"

/* The mini case with one change of tps.csv and official figures, the first of them on line 3 of the policy. */
typedef struct
{
  const char *name;
  const char *from, *to;   /* (nullable): in tps.csv */
  const char *resmi;       /* (nullable): entries */
  const char *code;        /* of the finding; NULL: no finding of the sums at all */
  const char *file;
  guint line;
  const char *column, *found, *expected, *remedy;
} Sum;

#define CITY "{\"wilayah\":\"\",\"tps\":6,\"dpt_laki\":1468,\"dpt_perempuan\":1330,\"dpt\":2798,\"kpps\":42,\"petugas\":59}"
static const Sum sums[] = {
  { "all-right", NULL, NULL, CITY, NULL, NULL, 0, NULL, NULL, NULL, NULL },
  { "all-right-by-area", NULL, NULL,
    "{\"wilayah\":\"Utara\",\"tps\":3,\"dpt\":1653},\n{\"wilayah\":\"19.71.02\",\"tps\":3,\"dpt\":1145},\n{\"wilayah\":\"Kota Mini\",\"tps\":6,\"dpt\":2798},\n"
    "{\"wilayah\":\"kampung lama\",\"dpt_laki\":525},\n{\"wilayah\":\"Selatan/Pasir Putih\",\"dpt_laki\":473}",
    NULL, NULL, 0, NULL, NULL, NULL, NULL },
  { "special-apart", NULL, NULL, "{\"wilayah\":\"\",\"tps\":5}", NULL, NULL, 0, NULL, NULL, NULL, NULL },
  { "city-tps", NULL, NULL, "{\"wilayah\":\"\",\"tps\":60,\"sumber\":\"KPU\"}", "resmi-rows", "kebijakan.json", 3, "/resmi/nilai/0/tps",
    "tps 60 (the city, KPU)", "6, as there are rows", "most likely a typing error in tps: the digit 0 after 6 is too many" },
  { "city-swapped", NULL, NULL, "{\"wilayah\":\"\",\"dpt\":2978}", "resmi-rows", "kebijakan.json", 3,
    "/resmi/nilai/0/dpt", "dpt 2,978", "2,798", "in dpt: the digits 9 and 7 after 2 are swapped" },
  { "city-tps-unexplained", NULL, NULL, "{\"wilayah\":\"\",\"tps\":49}", "resmi-rows", "kebijakan.json", 3, "/resmi/nilai/0/tps", "tps 49", "6,",
    "43 too few" },
  { "city-tps-too-many", NULL, NULL, "{\"wilayah\":\"Utara\",\"tps\":0},\n{\"wilayah\":\"\",\"tps\":6}", "resmi-rows", "kebijakan.json", 3,
    "/resmi/nilai/0/tps", "tps 0", "3,", "the first digit, 0, should be 3" },
  { "men-and-women", NULL, NULL, "{\"wilayah\":\"Utara\",\"dpt_laki\":815,\"dpt_perempuan\":838,\n\"dpt\":1563}", "resmi-dpt-sum", "kebijakan.json", 4,
    "/resmi/nilai/0/dpt", "dpt 1,563 (Utara)", "dpt_laki 815 + dpt_perempuan 838 = 1,653", "in dpt: the digits 5 and 6 after 1 are swapped" },
  { "women-alone", NULL, NULL, "{\"wilayah\":\"Utara\",\"dpt_laki\":815,\n\"dpt_perempuan\":8388,\"dpt\":1653}", "resmi-dpt-sum", "kebijakan.json", 4,
    "/resmi/nilai/0/dpt_perempuan", "dpt 1,653", "= 9,203", "in dpt_perempuan: the digit 8 after 838 is too many" },
  { "crews", NULL, NULL, "{\"wilayah\":\"\",\"tps\":6,\n\"kpps\":24}", "resmi-kpps", "kebijakan.json", 4, "/resmi/nilai/0/kpps", "kpps 24 with tps 6",
    "42", "in kpps: the first two digits, 2 and 4, are swapped" },
  { "crews-by-tps", NULL, NULL, "{\"wilayah\":\"\",\"tps\":16,\n\"kpps\":42}", "resmi-kpps", "kebijakan.json", 3, "/resmi/nilai/0/tps", "kpps 42",
    "112", "in tps: the first digit, 1, is too many" },
  { "a-row", "240,251,7", "2400,251,7", "{\"wilayah\":\"Pasir Putih\",\"dpt_laki\":473}", "tps-official", "tps.csv", 5, "dpt_laki",
    "2,400, so that the rows give dpt_laki 2,633", "240, so that they give 473 (official: Pasir Putih)", "in dpt_laki: the digit 0 after 240 is too many" },
  { "a-row-in-all", "240,251,7", "2400,251,7", "{\"wilayah\":\"\",\"dpt\":2798}", "tps-official", "tps.csv", 5, "dpt_laki", "2,400", "240",
    "too many" },
  { "petugas", NULL, NULL, "{\"wilayah\":\"\",\"petugas\":95}", "resmi-rows", "kebijakan.json", 3, "/resmi/nilai/0/petugas", "petugas 95", "59",
    "swapped" },
  { "unexplained", NULL, NULL, "{\"wilayah\":\"\",\"dpt\":4444}", "resmi-rows", "kebijakan.json", 3, "/resmi/nilai/0/dpt", "dpt 4,444", "2,798",
    "no single typing error explains it" },
  { "parts", NULL, NULL, "{\"wilayah\":\"\",\"kpps\":420},\n{\"wilayah\":\"Utara\",\"kpps\":21},\n{\"wilayah\":\"Selatan\",\"kpps\":21}", "resmi-parts",
    "kebijakan.json", 3, "/resmi/nilai/0/kpps", "kpps 420 (the city)", "42, as its 2 parts give", "in kpps: the digit 0 after 42 is too many" },
  { "a-part", NULL, NULL, "{\"wilayah\":\"\",\"tps\":6},\n{\"wilayah\":\"Utara\",\"tps\":33},\n{\"wilayah\":\"Selatan\",\"tps\":3}", "resmi-parts",
    "kebijakan.json", 4, "/resmi/nilai/1/tps", "tps 6 (the city)", "36, as its 2 parts give", "in Utara: the digit 3 after 3 is too many" },
  { "some-parts", NULL, NULL, "{\"wilayah\":\"\",\"dpt\":2798},\n{\"wilayah\":\"Utara\",\"dpt\":5000}", "resmi-parts", "kebijakan.json", 3,
    "/resmi/nilai/0/dpt", "dpt 2,798", "at least 5,000, as 1 of its parts give", "no single typing error" },
  { "kelurahan-parts", NULL, NULL, "{\"wilayah\":\"Utara\",\"dpt\":1653},\n{\"wilayah\":\"Kampung Lama\",\"dpt\":1076},\n{\"wilayah\":\"Kampung Baru\",\"dpt\":586}",
    "resmi-parts", "kebijakan.json", 4, "/resmi/nilai/1/dpt", "dpt 1,653 (Utara)", "1,662", "in Kampung Lama: the digits 7 and 6 after 10 are swapped" },
  { "unknown", NULL, NULL, "{\"wilayah\":\"Utarra\"}", "resmi-unknown", "kebijakan.json", 3, "/resmi/nilai/0/wilayah", "\"Utarra\"", "kecamatan",
    "'Utara'" },
  { "unknown-kelurahan", NULL, NULL, "{\"wilayah\":\"Pasir Puti\"}", "resmi-unknown", "kebijakan.json", 3, "/resmi/nilai/0/wilayah", "Puti", "kelurahan",
    "'Pasir Putih'" },
  { "ambiguous", "19.71.02.1001,Pasir Putih,Selatan,1", "19.71.02.1009,Lapas,Selatan,1", "{\"wilayah\":\"Lapas\"}", "resmi-ambiguous", "kebijakan.json", 3,
    "/resmi/nilai/0/wilayah", "\"Lapas\"", "only one", "code" },
  { "twice", NULL, NULL, "{\"wilayah\":\"Utara\"},\n{\"wilayah\":\"19.71.01\"}", "resmi-double", "kebijakan.json", 4, "/resmi/nilai/1/wilayah",
    "/resmi/nilai/0", "once", "take" },
  { "gap", "Kampung Lama,Utara,2", "Kampung Lama,Utara,3", NULL, "tps-number-gap", "tps.csv", 3, "nomor", "number 2 of 1-3 in Kampung Lama is missing",
    "without gaps", "left out" },
  { "not-from-one", "Kampung Baru,Utara,1", "Kampung Baru,Utara,4", NULL, "tps-number-gap", "tps.csv", 4, "nomor", "numbers 1-3 of 1-4", "from 1", "" },
  { "slip-of-number", "Kampung Lama,Utara,2", "Kampung Lama,Utara,22", NULL, "tps-number-gap", "tps.csv", 3, "nomor",
    "number 22 in Kampung Lama, where the others leave 2 free", "without gaps", "the digit 2 after 2 is too many" },
  { "double", "Kampung Lama,Utara,2", "Kampung Lama,Utara,1", NULL, "tps-number-double", "tps.csv", 3, "nomor", "number 1 in Kampung Lama again, as in line 2",
    "once", "look" },
  { "voters", "270,280,7", "370,280,7", NULL, "tps-voters-over", "tps.csv", 2, "dpt_laki", "650 voters", "at most 600 (umum/pemilih_per_tps_maks", "800" },
};

static gboolean
is_of_sums (const char *code)
{
  return g_str_has_prefix (code, "resmi-") || g_str_has_prefix (code, "tps-number") || g_str_has_prefix (code, "tps-official")
         || g_str_has_prefix (code, "tps-dpt") || g_str_has_prefix (code, "tps-voters");
}

static void
set_official (Fixture *fixture, const char *resmi)
{
  g_autofree char *text = g_strdup_printf ("{\n  \"resmi\": {\"nilai\": [\n%s\n  ]},\n  \"umum\"", resmi);
  fixture_replace (fixture, "kebijakan.json", "{\n  \"umum\"", text);
}

static void
assert_holds (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" is not in \"%s\"", part, text);
}

static void
test_sum (gconstpointer data)
{
  const Sum *sum = data;
  g_auto (Fixture) fixture;

  fixture_init (&fixture);
  if (sum->from != NULL)
    fixture_replace (&fixture, "tps.csv", sum->from, sum->to);
  if (sum->resmi != NULL)
    set_official (&fixture, sum->resmi);
  fixture_load (&fixture, NULL);
  fixture_log (&fixture);
  for (guint i = 0; sum->code == NULL && i < posko_diagnostics_n (fixture.findings); i++)
    g_assert_false (is_of_sums (posko_diagnostics_get (fixture.findings, i)->code));
  if (sum->code == NULL)
    return;
  const PoskoDiagnostic *finding = fixture_find (&fixture, sum->code);
  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->file, ==, sum->file);
  g_assert_cmpuint (finding->line, ==, sum->line);
  g_assert_cmpstr (finding->column, ==, sum->column);
  assert_holds (finding->found, sum->found);
  assert_holds (finding->expected, sum->expected);
  assert_holds (finding->remedy, sum->remedy);
}

/* L + P against dpt_jumlah: 14,447 for 14,477 on the scale of a TPS, and what is not explained. */
static void
test_row_totals (void)
{
  static const struct
  {
    const char *total, *found, *remedy; /* of 270 + 280 = 550 */
  } rows[] = {
    { "550", NULL, NULL },
    { "", NULL, NULL },
    { "5550", "5,550", "in dpt_jumlah: the digit 5 after 55 is too many" },
    { "505", "505", "in dpt_jumlah: the digits 0 and 5 after 5 are swapped" },
    { "460", "460", "no single typing error" },
    { "553", "553", "in dpt_jumlah: the digit 3 after 55 should be 0" },
    { "307", "307", "in dpt_laki: the digit 0 after 27 is too many" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture;
      g_autofree char *row = g_strdup_printf ("kpps,linmas,pengawas,dpt_jumlah\n19.71.01.1003.001,19.71.01.1003,Kampung Hulu,Utara,1,-2.095,106.105,270,280,7,2,1,%s", rows[i].total);
      g_autofree char *table = g_strconcat ("kode_tps,kode_kelurahan,kelurahan,kecamatan,nomor,lat,lon,dpt_laki,dpt_perempuan,", row, "\n", NULL);
      fixture_init (&fixture);
      fixture_write (&fixture, "tps.csv", table, -1);
      fixture_load (&fixture, NULL);
      fixture_log (&fixture);
      const PoskoDiagnostic *finding = fixture_find (&fixture, "tps-dpt-sum");
      g_assert_true ((finding != NULL) == (rows[i].found != NULL));
      if (finding == NULL)
        continue;
      g_assert_cmpstr (finding->found, ==, rows[i].found);
      g_assert_cmpstr (finding->expected, ==, "dpt_laki + dpt_perempuan = 550");
      assert_holds (finding->remedy, rows[i].remedy);
      g_assert_cmpuint (finding->line, ==, 2);
    }
}

/* A scenario that takes TPS away makes no gap, and no official total wrong. */
static void
test_scenario (void)
{
  g_auto (Fixture) fixture;

  fixture_init (&fixture);
  set_official (&fixture, CITY);
  fixture_load (&fixture, "{\"posko\":\"skenario\",\"nama\":\"x\",\"perubahan\":[{\"tabel\":\"tps\",\"di_mana\":{\"kode_tps\":\"19.71.01.1001.001\"},\"hapus\":true}]}");
  fixture_log (&fixture);
  for (guint i = 0; i < posko_diagnostics_n (fixture.findings); i++)
    g_assert_false (is_of_sums (posko_diagnostics_get (fixture.findings, i)->code));
}

/* Rows that could not be read are told once, not again as missing TPS; the policy's own sums are still done. */
static void
test_partial (void)
{
  g_auto (Fixture) fixture;

  fixture_init (&fixture);
  fixture_replace (&fixture, "tps.csv", "270,280,7", "270,280,3oo");
  set_official (&fixture, "{\"wilayah\":\"\",\"tps\":6,\"kpps\":24}");
  fixture_load (&fixture, NULL);
  fixture_log (&fixture);
  g_assert_nonnull (fixture_find (&fixture, "resmi-kpps"));
  g_assert_null (fixture_find (&fixture, "resmi-rows"));
  g_assert_null (fixture_find (&fixture, "tps-number-gap"));
}

/* Official figures are no part of what a plan is made of. */
static void
test_hash (void)
{
  g_auto (Fixture) fixture;
  g_autofree char *before = NULL;

  fixture_init (&fixture);
  fixture_load (&fixture, NULL);
  before = g_strdup (posko_case_hash (fixture.loaded));
  set_official (&fixture, CITY);
  fixture_load (&fixture, NULL);
  g_assert_cmpstr (posko_case_hash (fixture.loaded), ==, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_autofree char *path = g_strconcat ("/case-doctor/", sums[i].name, NULL);
      g_test_add_data_func (path, &sums[i], test_sum);
    }
  g_test_add_func ("/case-doctor/row-totals", test_row_totals);
  g_test_add_func ("/case-doctor/scenario", test_scenario);
  g_test_add_func ("/case-doctor/partial", test_partial);
  g_test_add_func ("/case-doctor/hash", test_hash);
  return g_test_run ();
}
