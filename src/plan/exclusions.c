/* exclusions.c: the neutrality log: who is kept off the roster, by which rule, on what evidence; end of section 5 of docs/model.md.
 *
 * A case under review is no guilt, and no sentence here may read like it. No opinion, party or preference is known to the program.
 */
#include "staffing.h"
#include <string.h>

static char *
date_text (gint64 julian)
{
  GDate date;
  if (julian == POSKO_MISSING || julian <= 0 || julian > G_MAXINT32)
    return g_strdup ("");
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) julian);
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), (guint) g_date_get_month (&date), g_date_get_day (&date));
}

char *
posko_staff_evidence (const PoskoNakes *person, const char *column)
{
  if (strcmp (column, "pakta_integritas") == 0)
    return date_text (person->pakta_integritas);
  if (strcmp (column, "sip_berlaku") == 0)
    return date_text (person->sip_berlaku);
  return g_strdup (strcmp (column, "tidak_tersedia") == 0 ? person->tidak_tersedia : person->status_netralitas);
}

static const char *
explanation (const PoskoPlan *plan, const char *rule)
{
  if (strcmp (rule, "netralitas-terbukti") == 0)
    return posko_plan_text (plan, "A decision on neutrality is on record; may not serve.",
                            "Ada putusan tentang netralitas; tidak dapat ditugaskan.");
  if (strcmp (rule, "netralitas-dalam-peninjauan") == 0)
    return posko_plan_text (plan, "Still being examined by Bawaslu; this is no statement of guilt. May serve once it is settled.",
                            "Masih ditelaah Bawaslu; bukan pernyataan bersalah. Dapat ditugaskan setelah selesai.");
  if (strcmp (rule, "pakta-belum") == 0)
    return posko_plan_text (plan, "The pakta integritas is not signed yet; may serve once it is.",
                            "Pakta integritas belum ditandatangani; dapat ditugaskan setelah ditandatangani.");
  if (strcmp (rule, "pakta-terlambat") == 0)
    return posko_plan_text (plan, "The pakta integritas is dated after polling day; may serve once it is signed before.",
                            "Pakta integritas bertanggal setelah hari H; dapat ditugaskan bila ditandatangani sebelumnya.");
  if (strcmp (rule, "sip-tidak-ada") == 0)
    return posko_plan_text (plan, "No licence to practise (SIP) is recorded.", "Surat izin praktik (SIP) tidak tercatat.");
  if (strcmp (rule, "sip-habis") == 0)
    return posko_plan_text (plan, "The licence to practise (SIP) ends before every shift.",
                            "Surat izin praktik (SIP) habis sebelum semua shift.");
  return posko_plan_text (plan, "Not available in any shift.", "Tidak tersedia pada shift mana pun.");
}

void
posko_plan_log_exclusions (PoskoPlan *plan, const PoskoDutyRules *rules)
{
  guint n;
  const PoskoNakes *nakes = posko_case_nakes (posko_plan_case (plan), &n);
  for (guint p = 0; p < n; p++)
    {
      const char *column;
      const char *rule = posko_duty_exclusion (rules, p, &column);
      if (rule == NULL)
        continue;
      g_autofree char *value = posko_staff_evidence (&nakes[p], column);
      posko_plan_add (plan, POSKO_PLAN_EXCLUSIONS,
                      &(PoskoPlanExclusion) { .kode_kecamatan = posko_plan_area_code (plan, nakes[p].area),
                                              .kecamatan = posko_plan_area_name (plan, nakes[p].area),
                                              .kode_nakes = nakes[p].kode,
                                              .sebutan = nakes[p].sebutan,
                                              .profesi = nakes[p].profesi,
                                              .aturan = rule,
                                              .kolom = column,
                                              .nilai = value,
                                              .penjelasan = explanation (plan, rule) });
    }
}
