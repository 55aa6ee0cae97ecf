/* table.h: a table whose columns, types, units, constraints and keys are those of its Frictionless Table Schema.
 *
 * The schema (schemas/…json, compiled in) is the only place that says what a column may hold. C code binds a column's name to a
 * member of its own row struct; the schema's type decides the C type, always 8 bytes wide:
 *
 *   string   const char *  "" when missing; owned by the table
 *   integer  gint64        POSKO_MISSING when missing (also a rupiah amount, a count)
 *   number   gdouble       NaN when missing
 *   boolean  gint64        0 or 1, POSKO_MISSING when missing
 *   date     gint64        GLib's Julian day, POSKO_MISSING when missing
 *   time     gint64        minutes: HH:MM, hours 00..47 (25:00 is 01:00 of the next day); POSKO_MISSING when missing
 *
 * The same bindings read input tables, apply scenarios, write outputs and read plans back, so none can drift from the schema.
 * Extensions in a schema (Frictionless allows them): `posko:area` names the layer ("kecamatan") whose code or name
 * a cell must be; `posko:unit` the unit; `posko:decimals` how many decimals an output number has;
 * `posko:type` "time" makes a string with a pattern a time (Frictionless knows none past 24:00); `posko:optional` lets a column be
 * missing; `posko:default` stands for a missing column or cell; `posko:until` "tanggal_h" that no date after polling day makes sense; `posko:order` "hari" that days sort as days: H-1, H, H+1; `posko:may_be_empty` (of the table) that a header alone is sound.
 */
#pragma once
#include <math.h>

#include "diagnostics.h"
#include "json-read.h"
G_BEGIN_DECLS

#define POSKO_MISSING G_MININT64

typedef struct
{
  const char *column; /* as in the schema */
  gsize offset;       /* G_STRUCT_OFFSET of the 8-byte member */
} PoskoBinding;

typedef struct
{
  const char *name;   /* of the table: "tps" -> schemas/tps.json, tps.csv; "output/roster" for outputs */
  gsize row_size;
  const PoskoBinding *bindings; /* ends with column == NULL */
} PoskoTableType;

typedef enum
{
  POSKO_FIELD_STRING,
  POSKO_FIELD_INTEGER,
  POSKO_FIELD_NUMBER,
  POSKO_FIELD_BOOLEAN,
  POSKO_FIELD_DATE,
  POSKO_FIELD_TIME,
} PoskoFieldType;

typedef struct _PoskoTableSchema PoskoTableSchema;
typedef struct _PoskoTable PoskoTable;

/* One column of the schema, in its order. */
typedef struct
{
  const char *name, *title, *unit; /* unit: "" when it has none */
  PoskoFieldType type;
  guint decimals;
  gssize offset; /* in the row struct, -1 when the program does not bind it */
} PoskoField;

/** Returns: (transfer none): the compiled-in schema of a table type, parsed once; thread-safe */
const PoskoTableSchema *posko_table_schema (const PoskoTableType *type);
guint posko_table_schema_n_fields (const PoskoTableSchema *self);
const PoskoField *posko_table_schema_field (const PoskoTableSchema *self, guint i);
const PoskoField *posko_table_schema_find (const PoskoTableSchema *self, const char *column);

/** Returns: an empty table of @type, to be filled by posko_table_append() */
PoskoTable *posko_table_new (const PoskoTableType *type);

/**
 * posko_table_read:
 * @bytes: the CSV file; its dialect (encoding, delimiter, how numbers, dates and times are written, a renamed or moved column) is
 *   found by column and reported as information
 * @file: name for the diagnostics
 *
 * Checks header, types, constraints, required cells and the primary key; a row with an error is left out (and makes the case
 * unusable). Rows keep their line numbers, then are sorted by primary key, so that the order of a file means nothing.
 *
 * Returns: (transfer full): the table, also when there were faults: ask @diagnostics
 */
PoskoTable *posko_table_read (const PoskoTableType *type, GBytes *bytes, const char *file, PoskoDiagnostics *diagnostics,
                              GCancellable *cancellable);

/* What is known beside a table's file. */
typedef struct
{
  gint64 day_h;   /* polling day, or POSKO_MISSING: dates that cannot lie after it (`posko:until`) help to tell 08/07 from 07/08 */
  char delimiter; /* that its package states: a table of posko's own in that dialect is no news; 0 = none stated */
  gdouble lat[2], lon[2]; /* degrees, where the city lies: low, high; NaN where nobody knows */
} PoskoTableContext;

#define POSKO_TABLE_CONTEXT_INIT { .day_h = POSKO_MISSING, .lat = { (gdouble) NAN, (gdouble) NAN }, .lon = { (gdouble) NAN, (gdouble) NAN } }

/** The same, with what is known beside. @context: (nullable) */
PoskoTable *posko_table_read_within (const PoskoTableType *type, GBytes *bytes, const char *file, const PoskoTableContext *context,
                                     PoskoDiagnostics *diagnostics, GCancellable *cancellable);
void posko_table_free (PoskoTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoTable, posko_table_free)

const PoskoTableType *posko_table_type (const PoskoTable *self);
guint posko_table_n (const PoskoTable *self);
gconstpointer posko_table_row (const PoskoTable *self, guint i); /* a row struct */
gpointer posko_table_row_mutable (PoskoTable *self, guint i);
guint posko_table_line (const PoskoTable *self, guint i);        /* 0 when the row came from no file */

/** Makes room for one more row that came from @line, filled with zeros. Returns: it; valid until the next one */
guint8 *posko_table_extend (PoskoTable *self, guint line);

/** Appends a copy of @row; its strings are interned in the table. */
void posko_table_append (PoskoTable *self, gconstpointer row);

/** Appends copies of all rows of @other, a table of the same type read from @file; they keep their lines and know their file. */
void posko_table_append_file (PoskoTable *self, const PoskoTable *other, const char *file);

/** Returns: (nullable): the file of a row that posko_table_append_file() brought */
const char *posko_table_file (const PoskoTable *self, guint i);

/** Returns: (transfer none): @text, kept as long as the table */
const char *posko_table_intern (PoskoTable *self, const char *text);

/** Removes rows for which @keep is %FALSE. */
void posko_table_filter (PoskoTable *self, const gboolean *keep);

/** Sorts by the schema's primary key, texts by byte, numbers by value. */
void posko_table_sort (PoskoTable *self);

/** Returns: the row's index by its primary key (a single text column), or -1 */
gssize posko_table_find (PoskoTable *self, const char *key);

/**
 * posko_table_digest:
 * @columns: (nullable) (array zero-terminated=1): only these; %NULL = all that are bound
 *
 * Puts the table's name and its cells, row by row, into @sum: what it means, not how its file wrote it.
 */
void posko_table_digest (const PoskoTable *self, const char *const *columns, GChecksum *sum);

/** Checks every `foreignKeys` of @self's schema against @other tables (%NULL-terminated). */
void posko_table_check_foreign_keys (PoskoTable *self, const char *file, PoskoTable *const *others, PoskoDiagnostics *diagnostics);

G_END_DECLS
