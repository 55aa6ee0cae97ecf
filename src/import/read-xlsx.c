/* read-xlsx.c: an XLSX workbook into sheets; see workbook-private.h, and xlsx-private.h for its parts.
 *
 * ECMA-376 part 2 (packages: relations between parts, their targets resolved inside the package only) and part 1, 18.2 (the workbook). Written strictly
 * or transitionally, with any prefix: types of relations are told by their last word. O(bytes).
 */
#include <string.h>

#include "i18n.h"
#include "xlsx-private.h"
#include "zip-read.h"

#define MAX_RELATIONS 10000u

typedef struct
{
  char *id, *type, *target;
  gboolean is_external;
} Relation;

typedef struct
{
  char *name, *relation;
  gboolean is_hidden;
} Entry;

typedef struct
{
  const PoskoWorkbookSource *source;
  PoskoZip *zip;
  PoskoCellBook book;
  GPtrArray *relations; /* Relation, of the part that was read last */
  GPtrArray *entries;   /* Entry: the sheets that the workbook lists */
  gboolean in_sheets;
} Reader;

static void
relation_free (gpointer data)
{
  Relation *const self = data;

  g_free (self->id);
  g_free (self->type);
  g_free (self->target);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  Entry *const self = data;

  g_free (self->name);
  g_free (self->relation);
  g_free (self);
}

static void
reader_clear (Reader *self)
{
  posko_zip_free (self->zip);
  posko_cell_book_clear (&self->book);
  g_ptr_array_unref (self->relations);
  g_ptr_array_unref (self->entries);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
feed (gpointer user_data, const char *data, gsize length, GError **error)
{
  return posko_xml_feed (user_data, data, length, error);
}

static gboolean
feed_sheet (gpointer user_data, const char *data, gsize length, GError **error)
{
  return posko_xlsx_sheet_feed (user_data, data, length, error);
}

/* Gives a whole part to @sink. */
static gboolean
give_part (Reader *self, const char *part, PoskoZipSink sink, gpointer user_data, GError **error)
{
  const gint64 index = posko_zip_find (self->zip, part);

  if (index < 0)
    {
      g_autofree char *shown = g_utf8_make_valid (part, (gssize) strnlen (part, 200));
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged workbook: %s is missing"), shown);
      return FALSE;
    }
  return posko_zip_read (self->zip, index, sink, user_data, self->source->cancellable, error);
}

static gboolean
read_part (Reader *self, const char *part, PoskoXml *xml, GError **error)
{
  return give_part (self, part, feed, xml, error) && posko_xml_finish (xml, error);
}

/* Resolves @target against the folder of @part, inside the package. Returns NULL where it leads out of it. */
static char *
resolve (const char *part, const char *target)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *whole = *target == '/' ? g_strdup (target) : g_strconcat (folder, "/", target, NULL);
  g_auto (GStrv) steps = g_strsplit (whole, "/", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    {
      if (strcmp (steps[i], "..") == 0)
        {
          if (path->len == 0)
            return NULL;
          g_ptr_array_set_size (path, (gint) path->len - 1);
        }
      else if (*steps[i] != '\0' && strcmp (steps[i], ".") != 0)
        g_ptr_array_add (path, g_strdup (steps[i]));
    }
  g_ptr_array_add (path, NULL);
  return g_strjoinv ("/", (char **) path->pdata);
}

static void
on_relation (PoskoXml *xml, gpointer user_data, guint depth, const char *name, const char **attributes)
{
  Reader *const self = user_data;

  if (depth == 1)
    posko_xml_expect (xml, name, "Relationships");
  if (depth != 2 || strcmp (name, "Relationship") != 0)
    return;
  const char *const id = posko_xml_attribute (attributes, "Id"), *const type = posko_xml_attribute (attributes, "Type");
  const char *const target = posko_xml_attribute (attributes, "Target"), *const mode = posko_xml_attribute (attributes, "TargetMode");
  if (id == NULL || type == NULL || target == NULL)
    return;
  if (self->relations->len == MAX_RELATIONS)
    {
      posko_xml_fail (xml, g_error_new (POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("a workbook with more than %u relations"), MAX_RELATIONS));
      return;
    }
  Relation *const relation = g_new0 (Relation, 1);
  relation->id = g_strdup (id);
  relation->type = g_path_get_basename (type);
  relation->target = g_strdup (target);
  relation->is_external = mode != NULL && strcmp (mode, "External") == 0;
  g_ptr_array_add (self->relations, relation);
}

/* Reads the relations of @part ("" for the package). None at all is no error. */
static gboolean
read_relations (Reader *self, const char *part, GError **error)
{
  static const PoskoXmlHandlers handlers = { on_relation, NULL, NULL };
  g_autoptr (PoskoXml) xml = posko_xml_new (&handlers, self);
  g_autofree char *folder = g_path_get_dirname (part), *name = *part == '\0' ? g_strdup ("") : g_path_get_basename (part);
  g_autofree char *relations = g_strdup_printf ("%s/_rels/%s.rels", folder, name);
  const char *const path = g_str_has_prefix (relations, "./") ? relations + 2 : relations;

  g_ptr_array_set_size (self->relations, 0);
  return posko_zip_find (self->zip, path) < 0 || read_part (self, path, xml, error);
}

/* The relation of that id, or the first of that type. */
static const Relation *
find_relation (const Reader *self, const char *id, const char *type)
{
  for (guint i = 0; i < self->relations->len; i++)
    {
      const Relation *const relation = self->relations->pdata[i];
      if (id != NULL ? g_strcmp0 (relation->id, id) == 0 : g_strcmp0 (relation->type, type) == 0)
        return relation->is_external ? NULL : relation;
    }
  return NULL;
}

static void
on_workbook (PoskoXml *xml, gpointer user_data, guint depth, const char *name, const char **attributes)
{
  Reader *const self = user_data;

  if (depth == 1)
    posko_xml_expect (xml, name, "workbook");
  else if (depth == 2)
    self->in_sheets = strcmp (name, "sheets") == 0;
  if (depth == 2 && strcmp (name, "workbookPr") == 0)
    self->book.is_1904 = posko_xml_flag (attributes, "date1904");
  if (depth != 3 || !self->in_sheets || strcmp (name, "sheet") != 0)
    return;
  if (self->entries->len == POSKO_WORKBOOK_MAX_SHEETS)
    {
      posko_xml_fail (xml, g_error_new (POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("a workbook with more than %u sheets"), POSKO_WORKBOOK_MAX_SHEETS));
      return;
    }
  const char *const title = posko_xml_attribute (attributes, "name"), *const relation = posko_xml_attribute (attributes, "id");
  const char *const state = posko_xml_attribute (attributes, "state");
  Entry *const entry = g_new0 (Entry, 1);
  entry->name = g_strdup (title == NULL ? "" : title);
  entry->relation = g_strdup (relation == NULL ? "" : relation);
  entry->is_hidden = state != NULL && strcmp (state, "visible") != 0;
  g_ptr_array_add (self->entries, entry);
}

/* The name of the workbook's part: as the package's relations say, else where every program puts it. */
static char *
find_workbook (Reader *self, GError **error)
{
  if (!read_relations (self, "", error))
    return NULL;
  const Relation *const relation = find_relation (self, NULL, "officeDocument");
  g_autofree char *path = relation == NULL ? NULL : resolve ("", relation->target);
  if (path == NULL)
    path = g_strdup ("xl/workbook.xml");
  if (g_str_has_suffix (path, ".bin"))
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("a binary workbook (XLSB): save it as XLSX"));
      return NULL;
    }
  return g_steal_pointer (&path);
}

static gboolean
read_workbook (Reader *self, const char *part, GError **error)
{
  static const PoskoXmlHandlers handlers = { on_workbook, NULL, NULL };
  g_autoptr (PoskoXml) xml = posko_xml_new (&handlers, self);

  return read_part (self, part, xml, error) && read_relations (self, part, error);
}

/* Reads the part that the workbook's relation of @type names, where there is one. */
static gboolean
read_common (Reader *self, const char *workbook, const char *type, PoskoXml *xml, GError **error)
{
  const Relation *const relation = find_relation (self, NULL, type);
  g_autofree char *path = relation == NULL ? NULL : resolve (workbook, relation->target);

  return path == NULL || read_part (self, path, xml, error);
}

static gboolean
read_commons (Reader *self, const char *workbook, GError **error)
{
  g_autoptr (PoskoXlsxStyles) styles = posko_xlsx_styles_new (&self->book);
  g_autoptr (PoskoXlsxStrings) strings = posko_xlsx_strings_new (&self->book);

  return read_common (self, workbook, "styles", posko_xlsx_styles_xml (styles), error)
         && read_common (self, workbook, "sharedStrings", posko_xlsx_strings_xml (strings), error);
}

static void
note (const Reader *self, const char *code, const char *name)
{
  posko_import_log_add (self->source->log,
                        &(PoskoImportEvent){ .action = POSKO_IMPORT_NOTE, .code = code, .file = self->source->file, .found = name });
}

static gboolean
read_sheet (Reader *self, const char *workbook, const Entry *entry, GPtrArray *sheets, GError **error)
{
  const Relation *const relation = find_relation (self, entry->relation, NULL);
  g_autofree char *path = relation == NULL ? NULL : resolve (workbook, relation->target);

  if (path == NULL)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged workbook: sheet “%s” is missing"), entry->name);
      return FALSE;
    }
  if (strcmp (relation->type, "worksheet") != 0)
    {
      note (self, "sheet-without-cells", entry->name); /* a chart or a dialogue */
      return TRUE;
    }
  if (entry->is_hidden)
    note (self, "sheet-hidden", entry->name);
  g_autoptr (PoskoXlsxSheet) reader = posko_xlsx_sheet_new (&self->book, self->source, entry->name);
  if (!give_part (self, path, feed_sheet, reader, error) || !posko_xlsx_sheet_finish (reader, error))
    return FALSE;
  PoskoSheet *const sheet = posko_xlsx_sheet_steal (reader, error);
  if (sheet == NULL)
    return FALSE;
  g_ptr_array_add (sheets, sheet);
  return TRUE;
}

static gboolean
read_all (Reader *self, GPtrArray *sheets, GError **error)
{
  self->zip = posko_zip_open (self->source->bytes, error);
  g_autofree char *workbook = self->zip == NULL ? NULL : find_workbook (self, error);

  if (workbook == NULL || !read_workbook (self, workbook, error) || !read_commons (self, workbook, error))
    return FALSE;
  const guint n_before = sheets->len;
  for (guint hidden = 0; hidden < 2; hidden++)
    for (guint i = 0; i < self->entries->len; i++)
      {
        const Entry *const entry = self->entries->pdata[i];
        if (entry->is_hidden == (hidden == 1) && !read_sheet (self, workbook, entry, sheets, error))
          return FALSE;
      }
  if (sheets->len > n_before)
    return TRUE;
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("a workbook without a sheet"));
  return FALSE;
}

gboolean
posko_read_xlsx (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error)
{
  g_auto (Reader) reader = { .source = source };

  g_return_val_if_fail (source->bytes != NULL, FALSE);
  posko_cell_book_init (&reader.book);
  reader.relations = g_ptr_array_new_with_free_func (relation_free);
  reader.entries = g_ptr_array_new_with_free_func (entry_free);
  if (read_all (&reader, sheets, error))
    return TRUE;
  g_prefix_error (error, "%s: ", source->file);
  return FALSE;
}
