/* test-policy.c: defaults, days laid out, and every kind of bad policy. */
#include <string.h>

#include "policy.h"

static PoskoPolicyDocument *
read_policy (const char *text, PoskoDiagnostics *findings)
{
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  PoskoPolicyDocument *document = posko_policy_read (bytes, "kebijakan.json", findings);

  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    {
      const PoskoDiagnostic *one = posko_diagnostics_get (findings, i);
      g_test_message ("%s:%u %s %s: %s; %s; %s", one->file, one->line, one->column, one->code, one->found, one->expected, one->remedy);
    }
  g_assert_true ((document == NULL) == (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) > 0));
  return document;
}

static void
test_defaults (void)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoPolicyDocument) document = read_policy (NULL, findings);
  const PoskoPolicy *policy = posko_policy_document_get (document);

  g_assert_cmpint (policy->standar_menit, ==, 15);
  g_assert_cmpfloat (policy->laju_kpps, ==, 1.3);
  g_assert_cmpint (policy->tim_pertama[POSKO_PROFESI_DOKTER], ==, 1);
  g_assert_cmpint (policy->tim_pertama[POSKO_PROFESI_PERAWAT], ==, 2);
  g_assert_false (policy->wajib_sip[POSKO_PROFESI_PENGEMUDI]);
  g_assert_true (policy->wajib_sip[POSKO_PROFESI_DOKTER]);
  g_assert_cmpint (policy->pengganti[POSKO_PROFESI_PERAWAT], ==, 1 << POSKO_PROFESI_BIDAN);
  g_assert_cmpint (policy->pengganti[POSKO_PROFESI_DOKTER], ==, 0);
  g_assert_cmpint (policy->memilih_mulai, ==, 420);
  g_assert_cmpint (policy->manfaat_permil[0], ==, 1000);
  g_assert_cmpstr (policy->zona_waktu, ==, "Asia/Jakarta");
  g_assert_cmpuint (policy->n_sesi, ==, 2);
  g_assert_cmpstr (policy->sesi[0].kode, ==, "P");
}

/* H-1, H with its three shifts, and a shift on each of three recap days; phases likewise; night counting runs into H+1. */
static void
test_days (void)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoPolicyDocument) document = read_policy ("{}", findings);
  const PoskoPolicy *policy = posko_policy_document_get (document);

  g_assert_cmpuint (policy->n_shifts, ==, 7);
  g_assert_cmpstr (policy->shifts[0].kode, ==, "S");
  g_assert_cmpint (policy->shifts[0].day, ==, -1);
  g_assert_cmpint (policy->shifts[0].start, ==, -660);
  g_assert_cmpstr (policy->shifts[3].kode, ==, "M");
  g_assert_cmpint (policy->shifts[3].end, ==, 1440 + 300);
  g_assert_cmpint (policy->shifts[6].start, ==, 3 * 1440 + 540);
  g_assert_cmpint (policy->shifts[6].place, ==, POSKO_PLACE_KECAMATAN);
  g_assert_cmpuint (policy->n_phases, ==, 6);
  g_assert_cmpstr (policy->phases[2].kode, ==, "penghitungan");
  g_assert_cmpint (policy->phases[2].start, ==, 780);
  g_assert_cmpint (policy->phases[2].end, ==, 1440 + 60);
  g_assert_cmpfloat (policy->phases[2].multiplier, ==, 2);
}

static void
test_values (void)
{
  static const char text[] = "{\"respons\":{\"standar_menit\":{\"nilai\":8,\"sumber\":\"WHO\"}},\"umum\":{\"tanggal_h\":{\"nilai\":\"2024-11-27\"},"
                             "\"hari_rekap_akhir\":{\"nilai\":1}},\"baliho\":{\"manfaat_permil\":{\"nilai\":[900,10]}}}";
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoPolicyDocument) document = read_policy (text, findings);
  const PoskoPolicy *policy = posko_policy_document_get (document);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 27, G_DATE_NOVEMBER, 2024);
  g_assert_cmpint (policy->standar_menit, ==, 8);
  g_assert_cmpint (policy->batas_menit, ==, 30);
  g_assert_cmpint (policy->tanggal_h, ==, g_date_get_julian (&date));
  g_assert_cmpuint (policy->n_shifts, ==, 5);
  g_assert_cmpint (policy->manfaat_permil[1], ==, 10);
  g_assert_cmpint (policy->manfaat_permil[2], ==, 0);
}

#define VALUE(section, name, value) "{\"" section "\":\n{\"" name "\":\n{\"nilai\":" value "}}}"
#define PHASE(first, from, last, to) \
  "{\"fase\":{\"nilai\":[{\"kode\":\"a\",\"nama\":\"a\",\"tempat\":\"tps\",\"hari_mulai\":\"" first "\",\"mulai\":\"" from "\",\"hari_selesai\":\"" last \
  "\",\"selesai\":\"" to "\",\"pengali\":1}]}}"
#define SHIFT(from, to, more) "{\"shift\":{\"nilai\":[{\"kode\":\"a\",\"hari\":[\"H\"],\"mulai\":\"" from "\",\"selesai\":\"" to "\",\"tempat\":\"tps\"}" more "]}}"

static const struct
{
  const char *name, *text, *code, *column;
  guint line;
} faults[] = {
  { "empty", "", "json-syntax", NULL, 1 },
  { "cut", "{\n\"respons\":", "json-syntax", NULL, 2 },
  { "array", "[]", "json-value", "", 1 },
  { "section-unknown", "{\n\"respon\":{}}", "json-key-unknown", "/respon", 2 },
  { "name-unknown", VALUE ("respons", "standar_mnit", "8"), "json-key-unknown", "/respons/standar_mnit", 2 },
  { "bare", "{\"respons\":{\"standar_menit\":8}}", "json-value", "/respons/standar_menit", 1 },
  { "type", VALUE ("respons", "standar_menit", "\"8\""), "json-value", "/respons/standar_menit/nilai", 3 },
  { "fraction", VALUE ("respons", "standar_menit", "8.5"), "json-value", "/respons/standar_menit/nilai", 3 },
  { "range", VALUE ("respons", "standar_menit", "0"), "json-value", "/respons/standar_menit/nilai", 3 },
  { "huge", VALUE ("respons", "standar_menit", "1e999"), "json-syntax", NULL, 3 },
  { "date", VALUE ("umum", "tanggal_h", "\"2025-02-30\""), "json-value", "/umum/tanggal_h/nilai", 3 },
  { "clock", VALUE ("roster", "memilih_mulai", "\"7\""), "json-value", "/roster/memilih_mulai/nilai", 3 },
  { "profession", VALUE ("pos", "tim_pertama", "{\"dokter\":1}"), "json-value", "/pos/tim_pertama/nilai", 3 },
  { "twice", "{\"respons\":{},\"respons\":{}}", "json-syntax", NULL, 1 },
  { "order", VALUE ("respons", "batas_menit", "10"), "policy-order", "/respons/batas_menit", 2 },
  { "voting-hours", VALUE ("roster", "memilih_selesai", "\"07:30\""), "policy-order", "/roster/memilih_selesai", 2 },
  { "screening-days", VALUE ("skrining", "hari_mulai", "2"), "policy-order", "/skrining/hari_selesai", 0 },
  { "rising-benefit", VALUE ("baliho", "manfaat_permil", "[10,20]"), "policy-order", "/baliho/manfaat_permil", 2 },
  { "nobody", VALUE ("pos", "tim_pertama", "{\"dokter\":0,\"perawat\":0,\"bidan\":0,\"pengemudi\":0}"), "policy-empty", "/pos/tim_pertama", 2 },
  { "phase-backwards", PHASE ("H", "13:00", "H", "06:00"), "policy-order", "/fase/nilai/0", 1 },
  { "phase-half-recap", PHASE ("H", "06:00", "rekap", "13:00"), "policy-day", "/fase/nilai/0", 1 },
  { "shift-backwards", SHIFT ("13:00", "06:00", ""), "policy-order", "/shift/nilai/0", 1 },
  { "shift-too-long", SHIFT ("06:00", "47:00", ""), "policy-order", "/shift/nilai/0", 1 },
  { "shift-twice", SHIFT ("06:00", "13:00", ",{\"kode\":\"a\",\"hari\":[\"H\"],\"mulai\":\"14:00\",\"selesai\":\"15:00\",\"tempat\":\"tps\"}"), "policy-double", "/shift/nilai/1", 1 },
  { "session-twice", "{\"skrining\":{\"sesi\":{\"nilai\":[{\"kode\":\"P\",\"mulai\":\"08:00\",\"selesai\":\"09:00\"},{\"kode\":\"P\",\"mulai\":\"10:00\",\"selesai\":\"11:00\"}]}}}", "policy-double", "/skrining/sesi/nilai/1", 1 },
  { "no-demand", "{\"fase\":{\"nilai\":[{\"kode\":\"a\",\"nama\":\"a\",\"tempat\":\"kecamatan\",\"hari_mulai\":\"H\",\"mulai\":\"06:00\",\"hari_selesai\":\"H\",\"selesai\":\"07:00\",\"pengali\":1}]}}", "policy-empty", "/fase", 1 },
};

static void
test_fault (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoPolicyDocument) document = read_policy (faults[i].text, findings);
  const PoskoDiagnostic *finding = NULL;

  g_assert_null (document);
  for (guint f = 0; f < posko_diagnostics_n (findings) && finding == NULL; f++)
    if (strcmp (posko_diagnostics_get (findings, f)->code, faults[i].code) == 0 &&
        g_strcmp0 (posko_diagnostics_get (findings, f)->column, faults[i].column) == 0)
      finding = posko_diagnostics_get (findings, f);
  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->line, ==, faults[i].line);
}

static void
test_near_name (void)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoPolicyDocument) document = read_policy (VALUE ("respons", "standar_mnit", "8"), findings);

  g_assert_null (document);
  g_assert_nonnull (strstr (posko_diagnostics_get (findings, 0)->remedy, "'standar_menit'"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/defaults", test_defaults);
  g_test_add_func ("/policy/days", test_days);
  g_test_add_func ("/policy/values", test_values);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/policy/fault/", faults[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
    }
  g_test_add_func ("/policy/near-name", test_near_name);
  return g_test_run ();
}
