/* verify-exclusions.c: log_netralitas.csv: who is kept off the roster, by which rule and on what evidence.
 *
 * Both ways: everybody listed is rightly so, everybody whom rule 1, 2 or 4 keeps from every shift is listed. O(people ·
 * shifts).
 */
#include "verify-private.h"

#define ID POSKO_PLAN_EXCLUSIONS

typedef struct
{
  const char *rule, *column;
  char *value; /* what the cell of nakes.csv holds */
} Evidence;

static char *
date_text (gint64 julian)
{
  if (julian == POSKO_MISSING || julian <= 0 || julian > 3652059) /* 9999-12-31 */
    return g_strdup ("");
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) julian);
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), (guint) g_date_get_month (&date),
                          g_date_get_day (&date));
}

/* Whether @holds fails in every shift of the policy. */
static gboolean
fails_always (const PoskoVerifier *self, guint person, gboolean (*holds) (const PoskoVerifier *, guint, guint))
{
  for (guint s = 0; s < self->policy->n_shifts; s++)
    if (holds (self, person, s))
      return FALSE;
  return self->policy->n_shifts > 0;
}

static Evidence
find_evidence (const PoskoVerifier *self, guint person)
{
  const PoskoNakes *who = &self->nakes[person];
  const char *column;
  const char *rule = posko_verify_neutrality (self, person, &column);
  if (rule != NULL)
    return (Evidence){ rule, column,
                       g_str_has_prefix (rule, "pakta") ? date_text (who->pakta_integritas)
                                                        : g_strdup (who->status_netralitas) };
  if (fails_always (self, person, posko_verify_licensed))
    return (Evidence){ who->sip_berlaku == POSKO_MISSING ? "sip-tidak-ada" : "sip-habis", "sip_berlaku",
                       date_text (who->sip_berlaku) };
  if (fails_always (self, person, posko_verify_available))
    return (Evidence){ "tidak-tersedia", "tidak_tersedia", g_strdup (who->tidak_tersedia) };
  return (Evidence){ NULL, NULL, NULL };
}

static void
check_row (PoskoVerifier *self, guint row, gboolean *listed)
{
  const PoskoPlanExclusion *line = posko_verify_row (self, ID, row);
  const guint p = posko_verify_find (self, ID, row, "kode_nakes", self->nakes_by_code, line->kode_nakes);
  if (p == POSKO_VERIFY_NONE)
    return;
  listed[p] = TRUE;
  posko_verify_area (self, ID, row, "area-wrong", self->nakes[p].area);
  posko_verify_text (self, ID, row, "copy-wrong", "sebutan", self->nakes[p].sebutan);
  posko_verify_text (self, ID, row, "copy-wrong", "profesi", self->nakes[p].profesi);
  const Evidence evidence = find_evidence (self, p);
  g_autofree char *value = evidence.value;
  if (evidence.rule == NULL)
    {
      posko_verify_fault (self, ID, row, "exclusion-wrong", "aturan", _ ("nobody whom no rule keeps off"));
      return;
    }
  posko_verify_text (self, ID, row, "exclusion-rule", "aturan", evidence.rule);
  posko_verify_text (self, ID, row, "exclusion-evidence", "kolom", evidence.column);
  posko_verify_text (self, ID, row, "exclusion-evidence", "nilai", value);
}

void
posko_verify_exclusions (PoskoVerifier *self)
{
  g_autofree gboolean *listed = g_new0 (gboolean, self->n_nakes + 1);
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row, listed);
  for (guint p = 0; p < self->n_nakes; p++)
    {
      const Evidence evidence = find_evidence (self, p);
      g_autofree char *value = evidence.value;
      if (evidence.rule != NULL && !listed[p])
        posko_verify_absent (self, ID, "exclusion-missing", NULL, _ ("a row for %s: %s"), self->nakes[p].kode,
                             evidence.rule);
    }
}
