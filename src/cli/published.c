/* published.c: a plan that was made before, for the commands that compare with it or stay close to it. */
#include "published.h"
#include "findings.h"
#include "nearest.h"
#include "number.h"
#include "progress-line.h"
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

PoskoPlan *
posko_published_read_for (PoskoCase *source, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoPlan) plan = posko_report_read (source, folder, FALSE, findings, cancellable, error);
  if (plan == NULL)
    return NULL;
  const PoskoSeverity least = source != NULL ? POSKO_SEVERITY_WARNING : POSKO_SEVERITY_ERROR;
  if (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) + posko_diagnostics_count (findings, least) > 0)
    {
      posko_progress_line_clear ();
      posko_findings_print (findings, least, stderr);
    }
  if (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0)
    return g_steal_pointer (&plan);
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: the plan cannot be read (see above)"), folder);
  return NULL;
}

PoskoPlan *
posko_published_read (const char *folder, GCancellable *cancellable, GError **error)
{
  return posko_published_read_for (NULL, folder, cancellable, error);
}

void
posko_published_clear (PoskoPublished *self)
{
  g_clear_pointer (&self->plan, posko_plan_free);
}

gboolean
posko_published_check (const PoskoPlan *published, const char *folder, const PoskoCase *source, GError **error)
{
  guint n;
  const PoskoTps *tps = posko_case_tps (source, &n);
  PoskoTable *table = posko_plan_table (published, POSKO_PLAN_TPS);
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < posko_table_n (table); i++)
    g_hash_table_add (codes, (gpointer) ((const PoskoPlanTps *) posko_table_row (table, i))->kode_tps);
  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (codes, tps[i].kode_tps))
      return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: no TPS of the case is in this plan; it is of another city, or the codes of the TPS have changed"),
               folder);
  return FALSE;
}

/* The product of a rule's name. */
static gboolean
find_product (const char *option, const char *name, guint *product, GError **error)
{
  const char *names[POSKO_N_STAY];
  for (guint p = 0; p < POSKO_N_STAY; p++)
    {
      names[p] = posko_stay_product_name (p);
      *product = p;
      if (strcmp (names[p], name) == 0)
        return TRUE;
    }
  g_autofree char *near = posko_nearest_list (name, names, POSKO_N_STAY, 3);
  if (near != NULL)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--%s: unknown product \"%s\"; did you mean %s?"), option, name, near);
  else
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE,
                 _ ("--%s: unknown product \"%s\", expected posko, ambulans, roster, cadangan, skrining or baliho"), option, name);
  return FALSE;
}

/* One rule: "5" or "posko=5" */
static gboolean
read_rule (const char *option, char *text, PoskoStayKind kind, PoskoStayRule *rules, GError **error)
{
  guint product = POSKO_STAY_ROSTER;
  gint64 amount;
  char *equals = strchr (text, '=');
  const char *number = g_strstrip (equals != NULL ? equals + 1 : text);
  if (equals != NULL)
    {
      *equals = '\0';
      if (!find_product (option, g_strstrip (text), &product, error))
        return FALSE;
    }
  if (!posko_number_read_integer (number, strlen (number), &amount) || amount < 0 || amount > POSKO_STAY_MAX_AMOUNT)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--%s: \"%s\", expected a whole number from 0 to %" PRId64), option,
                   number, POSKO_STAY_MAX_AMOUNT);
      return FALSE;
    }
  if (rules[product].kind != POSKO_STAY_LEAST)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--%s: %s has a rule already"), option, posko_stay_product_name (product));
      return FALSE;
    }
  rules[product] = (PoskoStayRule) { .kind = kind, .amount = amount };
  return TRUE;
}

static gboolean
read_rules (const char *option, const char *text, PoskoStayKind kind, PoskoStayRule *rules, GError **error)
{
  if (text == NULL)
    return TRUE;
  g_auto (GStrv) items = g_strsplit (text, ",", -1);
  if (items[0] == NULL)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--%s is empty"), option);
      return FALSE;
    }
  for (guint i = 0; items[i] != NULL; i++)
    if (!read_rule (option, items[i], kind, rules, error))
      return FALSE;
  return TRUE;
}

gboolean
posko_stay_rules_read (const char *limits, const char *prices, PoskoStayRule *rules, GError **error)
{
  memset (rules, 0, POSKO_N_STAY * sizeof *rules);
  return read_rules ("max-changes", limits, POSKO_STAY_LIMIT, rules, error)
         && read_rules ("change-price", prices, POSKO_STAY_PRICE, rules, error);
}
