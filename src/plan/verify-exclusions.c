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

static void
evidence_clear (Evidence *self)
{
  g_free (self->value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Evidence, evidence_clear)

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
                       g_str_has_prefix (rule, "pakta") ? posko_verify_date (who->pakta_integritas)
                                                        : g_strdup (who->status_netralitas) };
  if (fails_always (self, person, posko_verify_licensed))
    return (Evidence){ who->sip_berlaku == POSKO_MISSING ? "sip-tidak-ada" : "sip-habis", "sip_berlaku",
                       posko_verify_date (who->sip_berlaku) };
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
  g_auto (Evidence) evidence = find_evidence (self, p);
  if (evidence.rule == NULL)
    {
      posko_verify_fault (self, ID, row, "exclusion-wrong", "aturan", _ ("nobody whom no rule keeps off"));
      return;
    }
  posko_verify_text (self, ID, row, "exclusion-rule", "aturan", evidence.rule);
  posko_verify_text (self, ID, row, "exclusion-evidence", "kolom", evidence.column);
  posko_verify_text (self, ID, row, "exclusion-evidence", "nilai", evidence.value);
}

void
posko_verify_exclusions (PoskoVerifier *self)
{
  g_autofree gboolean *listed = g_new0 (gboolean, self->n_nakes + 1);
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row, listed);
  for (guint p = 0; p < self->n_nakes; p++)
    {
      g_auto (Evidence) evidence = find_evidence (self, p);
      if (evidence.rule != NULL && !listed[p])
        posko_verify_absent (self, ID, "exclusion-missing", NULL, _ ("a row for %s: %s"), self->nakes[p].kode,
                             evidence.rule);
    }
}
