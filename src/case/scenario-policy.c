/* scenario-policy.c: values of the policy that a scenario changes, by their path.
 *
 * "respons/standar_menit" is a value; "roster/cadangan/dokter" a member of one; "fase/penghitungan/selesai" a member of every element
 * with that `kode`. What comes out is a whole kebijakan.json again, which then goes through the same checks as any other.
 */
#include <string.h>

#include "i18n.h"
#include "nearest.h"
#include "policy-private.h"
#include "scenario-private.h"

static const char *
last_part (const char *path)
{
  const char *slash = strrchr (path, '/');
  return slash != NULL ? slash + 1 : path;
}

/* Leaves, where no path is near as a whole, those with a near last name (a section that is wrong), else those of the section. */
static void
narrow (GPtrArray *known, const char *path)
{
  const char *const *all = (const char *const *) known->pdata;
  const gsize section = strcspn (path, "/") + 1;
  g_autoptr (GPtrArray) named = g_ptr_array_new (), beside = g_ptr_array_new ();

  if (posko_nearest (path, all, known->len) != NULL)
    return;
  for (guint i = 0; i < known->len; i++)
    {
      const char *const name = last_part (all[i]);
      if (posko_nearest (last_part (path), &name, 1) != NULL)
        g_ptr_array_add (named, (gpointer) all[i]);
      else if (strncmp (path, all[i], section) == 0)
        g_ptr_array_add (beside, (gpointer) all[i]);
    }
  if (named->len == 0 && beside->len == 0)
    return;
  g_ptr_array_set_size (known, 0);
  g_ptr_array_extend (known, named->len > 0 ? named : beside, NULL, NULL);
}

static gboolean
report_unknown_path (const PoskoScenario *self, const char *pointer, const char *path)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  path += path[0] == '/';
  for (const PoskoPolicyBinding *binding = POSKO_POLICY_BINDINGS; binding->path != NULL; binding++)
    g_ptr_array_add (known, (gpointer) binding->path);
  g_ptr_array_add (known, (gpointer) "fase");
  g_ptr_array_add (known, (gpointer) "shift");
  g_ptr_array_add (known, (gpointer) "skrining/sesi");
  narrow (known, path);
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

/* The `kode` of an element of a list; NULL where there is none: an earlier change may have put anything there. */
static const char *
code_of (JsonNode *element)
{
  JsonNode *code = element != NULL && JSON_NODE_HOLDS_OBJECT (element) ? json_object_get_member (json_node_get_object (element), "kode") : NULL;
  return code != NULL && JSON_NODE_HOLDS_VALUE (code) ? json_node_get_string (code) : NULL;
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
      const char *code = code_of (json_array_get_element (json_node_get_array (node), i));
      if (code != NULL)
        g_ptr_array_add (known, (gpointer) code);
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
      if (g_strcmp0 (code_of (element), names[0]) != 0)
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

/* The parts of the path of a change. */
static char **
split_path (const char *path)
{
  return g_strsplit (path[0] == '/' ? path + 1 : path, "/", -1);
}

/* How many parts name the value: fase and shift are no members of a section. */
static guint
base_length (char **names)
{
  return names[0] != NULL && (strcmp (names[0], "fase") == 0 || strcmp (names[0], "shift") == 0) ? 1 : 2;
}

static gboolean
change_value (const PoskoScenario *self, JsonNode *root, const char *path, JsonNode *value)
{
  g_autofree char *pointer = posko_scenario_place ("/kebijakan", path);
  g_auto (GStrv) names = split_path (path);
  const guint n = g_strv_length (names), n_base = base_length (names);
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

/* The parts of @pointer into the policy as a change would write them: without `nilai`, an element by its `kode`. */
static char **
split_pointer (JsonNode *root, const char *pointer)
{
  g_auto (GStrv) parts = g_strsplit (pointer[0] == '/' ? pointer + 1 : pointer, "/", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonNode *node = root;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *name = parts[i];
      JsonNode *next = NULL;
      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        next = json_object_get_member (json_node_get_object (node), name);
      else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
        {
          const guint64 at = g_ascii_strtoull (name, NULL, 10);
          JsonArray *array = json_node_get_array (node);
          next = at < json_array_get_length (array) ? json_array_get_element (array, (guint) at) : NULL;
          name = code_of (next) != NULL ? code_of (next) : name;
        }
      if (strcmp (name, "nilai") != 0)
        g_strv_builder_add (names, name);
      node = next;
    }
  return g_strv_builder_end (names);
}

static guint
count_common (char **a, char **b)
{
  guint n = 0;
  while (a[n] != NULL && b[n] != NULL && strcmp (a[n], b[n]) == 0)
    n++;
  return n;
}

/* The change that a fault of the changed policy is about: the one of that value with the longest path in common, else the only one of its
 * section (two values that contradict each other). Returns: (transfer full): its place in the scenario, or that of all changes */
static char *
blame (JsonNode *root, JsonObject *changes, const char *pointer)
{
  g_auto (GStrv) wanted = split_pointer (root, pointer);
  JsonObjectIter iterator;
  const char *path, *best = NULL, *in_section = NULL;
  guint longest = 0, n_in_section = 0;

  json_object_iter_init_ordered (&iterator, changes);
  while (json_object_iter_next_ordered (&iterator, &path, NULL))
    {
      g_auto (GStrv) names = split_path (path);
      const guint common = count_common (names, wanted);
      if (common >= base_length (names) && common > longest)
        {
          longest = common;
          best = path;
        }
      if (common > 0)
        in_section = path;
      n_in_section += common > 0;
    }
  if (best == NULL && n_in_section == 1)
    best = in_section;
  return best != NULL ? posko_scenario_place ("/kebijakan", best) : g_strdup ("/kebijakan");
}

/* Reads the changed policy; its faults are told at the changes that brought them. */
static PoskoPolicyDocument *
read_changed (const PoskoScenario *self, JsonNode *root, JsonObject *changes)
{
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  const PoskoDocumentSource source = { .file = self->source->file };
  PoskoPolicyDocument *document = posko_policy_from_node (root, &source, faults);

  for (guint i = 0; i < posko_diagnostics_n (faults); i++)
    {
      const PoskoDiagnostic *fault = posko_diagnostics_get (faults, i);
      g_autofree char *pointer = blame (root, changes, fault->column != NULL ? fault->column : "");
      posko_diagnostics_report (self->diagnostics, fault->severity, fault->code, fault->file, posko_document_line (self->source, pointer),
                                pointer, fault->found, fault->expected, fault->remedy);
    }
  return document;
}

gboolean
posko_scenario_change_policy (const PoskoScenario *self, JsonObject *changes)
{
  g_autoptr (JsonNode) root = deep_copy (*self->target->policy_root);
  PoskoPolicyDocument *document;
  JsonObjectIter iterator;
  const char *path;
  JsonNode *value;
  gboolean sound = TRUE;

  json_object_iter_init_ordered (&iterator, changes);
  while (json_object_iter_next_ordered (&iterator, &path, &value))
    sound = change_value (self, root, path, value) && sound;
  document = sound ? read_changed (self, root, changes) : NULL;
  if (document == NULL)
    return FALSE;
  json_node_unref (*self->target->policy_root);
  *self->target->policy_root = g_steal_pointer (&root);
  posko_policy_document_free (*self->target->policy);
  *self->target->policy = document;
  return TRUE;
}
