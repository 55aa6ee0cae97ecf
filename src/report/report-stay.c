/* report-stay.c: what a plan remembers of the published plan that it stays close to: its hash, and the rule of each product.
 *
 *   "tetap_dekat": {"rencana": "<SHA-256>", "produk": {"posko": {"aturan": "paling_sedikit"}, "roster": {"aturan": "paling_banyak", "nilai": 5}, …}}
 *
 * Stands in plan.json, and as "posko:tetap_dekat" in datapackage.json, of such plans only.
 */
#include "report-private.h"
#include <string.h>

#define HASH_LENGTH 64u /* hexadecimal digits of SHA-256 */

static const char *const kind_names[] = {
  [POSKO_STAY_LEAST] = "paling_sedikit",
  [POSKO_STAY_LIMIT] = "paling_banyak",
  [POSKO_STAY_PRICE] = "harga",
};

void
posko_report_stay_write (PoskoJsonWriter *json, const char *name, const PoskoPlan *plan)
{
  const PoskoPlanStay *stay = posko_plan_stay (plan);
  if (stay == NULL)
    return;
  posko_json_writer_begin_object (json, name);
  posko_json_writer_string (json, "rencana", posko_plan_stay_hash (plan));
  posko_json_writer_begin_object (json, "produk");
  for (guint p = 0; p < POSKO_N_STAY; p++)
    {
      posko_json_writer_begin_object (json, posko_stay_product_name (p));
      posko_json_writer_string (json, "aturan", kind_names[stay->rules[p].kind]);
      if (stay->rules[p].kind != POSKO_STAY_LEAST)
        posko_json_writer_integer (json, "nilai", stay->rules[p].amount);
      posko_json_writer_end_object (json);
    }
  posko_json_writer_end_object (json);
  posko_json_writer_end_object (json);
}

static gboolean
read_rule (const PoskoJsonCursor *parent, const char *product, PoskoStayRule *rule, GError **error)
{
  const PoskoJsonCursor at = posko_json_member (parent, product);
  const PoskoJsonCursor kind_at = posko_json_member (&at, "aturan"), amount_at = posko_json_member (&at, "nilai");
  const char *kind = posko_json_get_string (&kind_at, error);
  if (kind == NULL)
    return FALSE;
  guint k = 0;
  while (k < G_N_ELEMENTS (kind_names) && strcmp (kind_names[k], kind) != 0)
    k++;
  if (k == G_N_ELEMENTS (kind_names))
    {
      g_autofree char *pointer = posko_json_pointer (&kind_at);
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: \"%s\", expected paling_sedikit, paling_banyak or harga"), pointer, kind);
      return FALSE;
    }
  *rule = (PoskoStayRule) { .kind = (PoskoStayKind) k };
  return k == POSKO_STAY_LEAST || posko_json_get_integer (&amount_at, 0, POSKO_STAY_MAX_AMOUNT, &rule->amount, error);
}

gboolean
posko_report_stay_read (const PoskoJsonCursor *at, char **published, PoskoStayRule *rules, GError **error)
{
  *published = NULL;
  if (!posko_json_exists (at))
    return TRUE;
  const PoskoJsonCursor hash_at = posko_json_member (at, "rencana"), products = posko_json_member (at, "produk");
  const char *hash = posko_json_get_string (&hash_at, error);
  if (hash == NULL)
    return FALSE;
  if (strlen (hash) != HASH_LENGTH || strspn (hash, "0123456789abcdef") != HASH_LENGTH)
    {
      g_autofree char *pointer = posko_json_pointer (&hash_at);
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: this is no SHA-256"), pointer);
      return FALSE;
    }
  for (guint p = 0; p < POSKO_N_STAY; p++)
    if (!read_rule (&products, posko_stay_product_name (p), &rules[p], error))
      return FALSE;
  *published = g_strdup (hash);
  return TRUE;
}

gboolean
posko_report_stay_is (const PoskoJsonCursor *at, const PoskoPlanStay *stay)
{
  PoskoStayRule rules[POSKO_N_STAY];
  g_autofree char *published = NULL;
  if (!posko_report_stay_read (at, &published, rules, NULL) || (published == NULL) != (stay == NULL))
    return FALSE;
  if (stay == NULL)
    return TRUE;
  g_autofree char *hash = posko_plan_hash (stay->published);
  gboolean same = strcmp (published, hash) == 0;
  for (guint p = 0; p < POSKO_N_STAY; p++)
    same = same && rules[p].kind == stay->rules[p].kind
           && (rules[p].kind == POSKO_STAY_LEAST || rules[p].amount == stay->rules[p].amount);
  return same;
}
