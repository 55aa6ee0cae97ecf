/* scenario-policy.c: values of the policy that a scenario changes, by their path.
 *
 * "respons/standar_menit" is a value; "roster/cadangan/dokter" a member of one; "fase/penghitungan/selesai" a member of every element
 * with that `kode`. What comes out is a whole kebijakan.json again, which then goes through the same checks as any other.
 */
#include <string.h>

#include "i18n.h"
#include "policy-private.h"
#include "scenario-private.h"

static gboolean
report_unknown_path (const PoskoScenario *self, const char *pointer, const char *path)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (const PoskoPolicyBinding *binding = POSKO_POLICY_BINDINGS; binding->path != NULL; binding++)
    g_ptr_array_add (known, (gpointer) binding->path);
  g_ptr_array_add (known, (gpointer) "fase");
  g_ptr_array_add (known, (gpointer) "shift");
  g_ptr_array_add (known, (gpointer) "skrining/sesi");
  return posko_scenario_unknown (self, "scenario-policy", pointer, path, _ ("a value of the policy, like respons/standar_menit"),
                                 (const char *const *) known->pdata, known->len);
}

/* A copy that shares nothing: json_node_copy() only counts references. */
static JsonNode *
deep_copy (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);
  return posko_json_read (text, strlen (text), NULL);
}

/* The names of what @node holds, for a near-name list. */
static gboolean
report_unknown_part (const PoskoScenario *self, const char *pointer, JsonNode *node, const char *name)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  JsonObjectIter iterator;
  const char *one;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_iter_init_ordered (&iterator, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iterator, &one, NULL))
        g_ptr_array_add (known, (gpointer) one);
    }
  for (guint i = 0; JSON_NODE_HOLDS_ARRAY (node) && i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);
      if (JSON_NODE_HOLDS_OBJECT (element) && json_object_has_member (json_node_get_object (element), "kode"))
        g_ptr_array_add (known, (gpointer) json_object_get_string_member (json_node_get_object (element), "kode"));
    }
  return posko_scenario_unknown (self, "scenario-policy", pointer, name, _ ("a part of that value"), (const char *const *) known->pdata,
                                 known->len);
}

static gboolean set_part (const PoskoScenario *self, JsonNode *node, char **names, JsonNode *value, const char *pointer);

/* Every element whose `kode` is the first name. */
static gboolean
set_in_array (const PoskoScenario *self, JsonNode *node, char **names, JsonNode *value, const char *pointer)
{
  JsonArray *array = json_node_get_array (node);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonNode *code = JSON_NODE_HOLDS_OBJECT (element) ? json_object_get_member (json_node_get_object (element), "kode") : NULL;
      if (code == NULL || g_strcmp0 (json_node_get_string (code), names[0]) != 0)
        continue;
      n++;
      if (names[1] == NULL)
        return posko_scenario_fault (self, "scenario-policy", pointer, names[0], _ ("a member of it, like fase/penghitungan/selesai"),
                                     _ ("name the member"));
      if (!set_part (self, element, names + 1, value, pointer))
        return FALSE;
    }
  return n > 0 || report_unknown_part (self, pointer, node, names[0]);
}

/* Sets what @names lead to inside @node. */
static gboolean
set_part (const PoskoScenario *self, JsonNode *node, char **names, JsonNode *value, const char *pointer)
{
  JsonObject *object;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return set_in_array (self, node, names, value, pointer);
  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (object == NULL || !json_object_has_member (object, names[0]))
    return report_unknown_part (self, pointer, node, names[0]);
  if (names[1] != NULL)
    return set_part (self, json_object_get_member (object, names[0]), names + 1, value, pointer);
  json_object_set_member (object, names[0], deep_copy (value));
  return TRUE;
}

/* Puts {nilai, sumber} at the path, making the section where there is none. */
static void
store (const PoskoScenario *self, JsonNode *root, char **names, guint n_names, JsonNode *value)
{
  JsonObject *object = json_node_get_object (root);
  JsonObject *whole = json_object_new ();
  g_autofree char *source = g_strdup_printf ("Skenario: %s", self->name);

  if (n_names == 2)
    {
      if (!json_object_has_member (object, names[0]))
        json_object_set_object_member (object, names[0], json_object_new ());
      object = json_object_get_object_member (object, names[0]);
    }
  json_object_set_member (whole, "nilai", value);
  json_object_set_string_member (whole, "sumber", source);
  json_object_set_object_member (object, names[n_names - 1], whole);
}

static gboolean
change_value (const PoskoScenario *self, JsonNode *root, const char *path, JsonNode *value)
{
  g_autofree char *pointer = g_strdup ("/kebijakan");
  g_auto (GStrv) names = g_strsplit (path[0] == '/' ? path + 1 : path, "/", -1);
  const guint n = g_strv_length (names);
  const guint n_base = n > 0 && (strcmp (names[0], "fase") == 0 || strcmp (names[0], "shift") == 0) ? 1 : 2;
  g_autofree char *base = NULL;
  g_autoptr (JsonNode) changed = NULL;
  JsonNode *old;

  if (n < n_base)
    return report_unknown_path (self, pointer, path);
  base = n_base == 1 ? g_strdup (names[0]) : g_strjoin ("/", names[0], names[1], NULL);
  old = posko_policy_value (root, base);
  if (old == NULL)
    return report_unknown_path (self, pointer, path);
  changed = deep_copy (n == n_base ? value : old);
  if (n > n_base && !set_part (self, changed, names + n_base, value, pointer))
    return FALSE;
  store (self, root, names, n_base, g_steal_pointer (&changed));
  return TRUE;
}

gboolean
posko_scenario_change_policy (const PoskoScenario *self, JsonObject *changes)
{
  g_autoptr (JsonNode) root = deep_copy (*self->target->policy);
  JsonObjectIter iterator;
  const char *path;
  JsonNode *value;
  gboolean sound = TRUE;

  json_object_iter_init_ordered (&iterator, changes);
  while (json_object_iter_next_ordered (&iterator, &path, &value))
    sound = change_value (self, root, path, value) && sound;
  if (!sound)
    return FALSE;
  json_node_unref (*self->target->policy);
  *self->target->policy = g_steal_pointer (&root);
  return TRUE;
}
