/* xlsx-styles.c: which cell styles of a workbook show dates; see xlsx-private.h.
 *
 * ECMA-376 part 1, 18.8: a cell names a style (cellXfs/xf), the style a number format, which is built in or written down in numFmts. O(bytes).
 */
#include <string.h>

#include "xlsx-private.h"

#define MAX_STYLES 1000000u /* Excel: 64,000 */

typedef enum
{
  SECTION_OTHER,
  SECTION_FORMATS,
  SECTION_STYLES,
} Section;

struct _PoskoXlsxStyles
{
  PoskoCellBook *book;
  PoskoXml *xml;
  Section section;
  GHashTable *formats; /* id + 1 -> PoskoCellFormat + 1 */
};

static guint
read_id (const char *text)
{
  return text == NULL ? 0 : (guint) MIN (g_ascii_strtoull (text, NULL, 10), G_MAXINT);
}

static void
add_style (PoskoXlsxStyles *self, guint id)
{
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->formats, GUINT_TO_POINTER (id + 1)));
  const guint8 format = (guint8) (known > 0 ? (PoskoCellFormat) (known - 1) : posko_cell_format_of_id (id));

  g_byte_array_append (self->book->formats, &format, 1);
}

static void
on_start (PoskoXml *xml, gpointer user_data, guint depth, const char *name, const char **attributes)
{
  PoskoXlsxStyles *const self = user_data;
  const char *const id = posko_xml_attribute (attributes, "numFmtId"), *const code = posko_xml_attribute (attributes, "formatCode");

  if (depth == 1)
    posko_xml_expect (xml, name, "styleSheet");
  else if (depth == 2)
    self->section = strcmp (name, "numFmts") == 0 ? SECTION_FORMATS : strcmp (name, "cellXfs") == 0 ? SECTION_STYLES : SECTION_OTHER;
  else if (depth == 3 && self->section == SECTION_FORMATS && id != NULL && code != NULL && g_hash_table_size (self->formats) < MAX_STYLES)
    g_hash_table_insert (self->formats, GUINT_TO_POINTER (read_id (id) + 1), GUINT_TO_POINTER (posko_cell_format_of_code (code) + 1));
  else if (depth == 3 && self->section == SECTION_STYLES && self->book->formats->len < MAX_STYLES)
    add_style (self, read_id (id));
}

PoskoXlsxStyles *
posko_xlsx_styles_new (PoskoCellBook *book)
{
  static const PoskoXmlHandlers handlers = { on_start, NULL, NULL };
  PoskoXlsxStyles *const self = g_new0 (PoskoXlsxStyles, 1);

  self->book = book;
  self->formats = g_hash_table_new (NULL, NULL);
  self->xml = posko_xml_new (&handlers, self);
  return self;
}

PoskoXml *
posko_xlsx_styles_xml (PoskoXlsxStyles *self)
{
  return self->xml;
}

void
posko_xlsx_styles_free (PoskoXlsxStyles *self)
{
  posko_xml_free (self->xml);
  g_hash_table_unref (self->formats);
  g_free (self);
}
