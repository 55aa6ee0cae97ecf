/* policy-check.c: values of the policy that contradict each other, which no schema can see. */
#include <inttypes.h>

#include "i18n.h"
#include "policy-private.h"

gboolean
posko_policy_fault (const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics, const char *code, const char *pointer,
                    const char *found, const char *expected)
{
  posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, code, source->file, posko_document_line (source, pointer), pointer, found,
                            expected, _ ("change one of the values"));
  return FALSE;
}

static gboolean
check_order (const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics, gint64 low, gint64 high, const char *pointer, const char *expected)
{
  g_autofree char *found = NULL;
  if (low <= high)
    return TRUE;
  found = g_strdup_printf (_ ("%" PRId64 " and %" PRId64), low, high);
  return posko_policy_fault (source, diagnostics, "policy-order", pointer, found, expected);
}

/* Without demand at the TPS nothing can be weighed. */
static gboolean
check_phases (const PoskoPolicy *self, const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics)
{
  gdouble weighted = 0;
  for (guint i = 0; i < self->n_phases; i++)
    if (self->phases[i].place == POSKO_PLACE_TPS)
      weighted += self->phases[i].multiplier * (gdouble) (self->phases[i].end - self->phases[i].start);
  if (weighted > 0)
    return TRUE;
  return posko_policy_fault (source, diagnostics, "policy-empty", "/fase", _ ("no phase at the TPS with demand"),
                             _ ("at least one phase with tempat tps and pengali over 0"));
}

static gboolean
check_benefit (const PoskoPolicy *self, const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics)
{
  for (guint i = 1; i < G_N_ELEMENTS (self->manfaat_permil); i++)
    if (self->manfaat_permil[i] > self->manfaat_permil[i - 1])
      return posko_policy_fault (source, diagnostics, "policy-order", "/baliho/manfaat_permil", _ ("a benefit that rises"),
                                 _ ("numbers that fall: a second sighting is worth no more than the first"));
  return TRUE;
}

static gboolean
check_team (const PoskoPolicy *self, const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics)
{
  gint64 people = 0;
  for (guint p = 0; p < POSKO_N_PROFESI; p++)
    people += self->tim_pertama[p];
  if (people > 0)
    return TRUE;
  return posko_policy_fault (source, diagnostics, "policy-empty", "/pos/tim_pertama", _ ("a team of nobody"), _ ("at least one person"));
}

gboolean
posko_policy_check (const PoskoPolicy *self, const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics)
{
  gboolean sound = check_order (source, diagnostics, self->standar_menit, self->batas_menit, "/respons/batas_menit",
                                _ ("standar_menit, at most batas_menit"));

  sound = check_order (source, diagnostics, self->memilih_mulai + self->menit_memilih, self->memilih_selesai, "/roster/memilih_selesai",
                       _ ("voting hours that hold menit_memilih")) && sound;
  sound = check_order (source, diagnostics, self->memilih_mulai, self->form_a_mulai, "/roster/form_a_mulai",
                       _ ("a time within the voting hours")) && sound;
  sound = check_order (source, diagnostics, self->form_a_mulai, self->memilih_selesai, "/roster/form_a_mulai",
                       _ ("a time within the voting hours")) && sound;
  sound = check_order (source, diagnostics, self->skrining_hari_selesai, self->skrining_hari_mulai, "/skrining/hari_selesai",
                       _ ("hari_selesai, at most hari_mulai: both count days before H")) && sound;
  sound = check_order (source, diagnostics, self->simulasi.panas_mulai, self->simulasi.panas_selesai, "/simulasi/panas_selesai",
                       _ ("panas_mulai, at most panas_selesai")) && sound;
  sound = check_phases (self, source, diagnostics) && sound;
  sound = check_benefit (self, source, diagnostics) && sound;
  return check_team (self, source, diagnostics) && sound;
}
