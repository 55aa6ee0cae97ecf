/* repair-private.h: what the files of the repairs share. */
#pragma once
#include "case-private.h"
#include "repair.h"
#include "text-decode.h"
G_BEGIN_DECLS

struct _PoskoRepair
{
  PoskoTable *changes;
  GArray *files; /* (element-type PoskoRepairFile) */
};

/* A record of a table file as it stands there, then as it is going to stand. Texts are those of PoskoRepairSheet. */
typedef struct
{
  guint line;
  gboolean left_out;
  const char **after; /* (array length=width): without blanks round it, then mended */
} PoskoRepairRecord;

typedef struct
{
  const char *file;
  const PoskoTableSchema *schema;
  const PoskoBoundary *kecamatan; /* (nullable) */
  const PoskoPlane *plane;
  GStringChunk *texts;
  GArray *records;   /* (element-type PoskoRepairRecord): the header first */
  guint width;       /* cells of the header */
  gint *columns;     /* of the schema, by cell; -1 = not ours */
  char delimiter;
  PoskoTextEncoding encoding;
  gboolean sep_line, has_quotes, has_crlf; /* how the file is written */
  PoskoCsvStyle style; /* in which it is going to be */
  gboolean unsafe;     /* something of the file would be lost */
  GArray *by_line;     /* (element-type guint): record, by line of the text that the table reader got, from 1 */
  PoskoTable *table;   /* (unowned) (nullable): what the table reader makes of the records, then codes restored between tables */
  guint n_noted;       /* changes of this file */
  PoskoRepair *repair;
} PoskoRepairSheet;

static inline PoskoRepairRecord *
posko_repair_record (const PoskoRepairSheet *self, guint i)
{
  return &g_array_index (self->records, PoskoRepairRecord, i);
}

/** Puts a change into the log. @line: 0 = the whole file. @column, @before, @after: (nullable) */
void posko_repair_note (PoskoRepair *self, const char *file, guint line, const char *column, const char *before, const char *after,
                        const char *code);

/** The same, of a table. */
void posko_repair_note_cell (PoskoRepairSheet *self, guint line, const char *column, const char *before, const char *after, const char *code);

/** Returns: the cell of the schema's column @name, or -1 */
gint posko_repair_cell_of (const PoskoRepairSheet *self, const char *name);

/** Repairs swapped and unsigned coordinates where the boundary proves it, and the spelling of kecamatan (repair-place.c). */
gboolean posko_repair_places (PoskoRepairSheet *self, GError **error);

/**
 * posko_repair_read_table:
 * @style: (nullable): the dialect of the copy
 *
 * (repair-table.c.) Reads the records, repairs what their own table proves, and asks the table reader what they mean.
 *
 * Returns: (transfer full) (nullable): the table of @sheet; %NULL when it is left as it is, or with @error
 */
PoskoTable *posko_repair_read_table (PoskoRepairSheet *self, const PoskoTableType *type, GBytes *bytes, const PoskoTableContext *context,
                                     const PoskoCsvStyle *style, GCancellable *cancellable, GError **error);

/** Writes what the table means, as the reader and the other tables have it. Returns: (transfer full) (nullable): the whole new file, %NULL for no change */
GBytes *posko_repair_write_table (PoskoRepairSheet *self);

/** Closes open rings of a layer. Returns: (transfer full) (nullable): the new text, %NULL when nothing changed (repair-ring.c) */
GBytes *posko_repair_rings (PoskoRepair *self, const char *file, GBytes *bytes);

G_END_DECLS
