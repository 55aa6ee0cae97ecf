/* table-private.h: what the files of a table share: columns with their constraints, and the conversion of a cell. */
#pragma once
#include "table.h"
G_BEGIN_DECLS

typedef struct
{
  PoskoField field; /* what the public sees; first, so that a PoskoField is a PoskoColumn */
  gboolean required, unique, optional;
  gboolean by_day;          /* `posko:order` hari: H-1 sorts before H, and H before H+1 */
  gdouble minimum, maximum; /* -inf, inf where there is none */
  char **choices;           /* (nullable): enum */
  gint64 min_length, max_length; /* characters; 0, G_MAXINT64 where there is none */
  GRegex *pattern;          /* (nullable): of the whole cell */
  char *pattern_text;       /* (nullable) */
  char **true_values, **false_values;
  char *default_text;       /* (nullable): for a missing column or cell */
  char *area;               /* (nullable): layer whose code or name a cell must be */
} PoskoColumn;

typedef struct
{
  guint column;           /* of ours */
  char *table, *reference; /* name of the other table and its column */
} PoskoForeignKey;

struct _PoskoTableSchema
{
  const PoskoTableType *type;
  PoskoColumn *columns;
  guint n_columns;
  guint *keys; /* indices of the primary key's columns */
  guint n_keys;
  PoskoForeignKey *foreign_keys;
  guint n_foreign_keys;
  gboolean may_be_empty; /* `posko:may_be_empty`: a header alone is a sound table */
};

struct _PoskoTable
{
  const PoskoTableType *type;
  const PoskoTableSchema *schema;
  guint8 *rows; /* n × row_size */
  guint *lines;
  const char **files; /* (nullable): of each row, where a table was put together from several files */
  guint n, capacity;
  GStringChunk *texts;
  gboolean sorted;  /* by primary key */
  gboolean partial; /* rows or columns of the file are missing here: do not blame others for keys that are not found */
};

/* A cell of any type, 8 bytes. */
typedef union
{
  const char *text;
  gint64 integer;
  gdouble number;
} PoskoCell;

G_STATIC_ASSERT (sizeof (PoskoCell) == 8);

typedef enum
{
  POSKO_CELL_GOOD,
  POSKO_CELL_MISSING,
  POSKO_CELL_TYPE,
  POSKO_CELL_MARK, /* '.' in a column of decimal commas, or the other way round */
  POSKO_CELL_MINIMUM,
  POSKO_CELL_MAXIMUM,
  POSKO_CELL_CHOICE,
  POSKO_CELL_LENGTH,
  POSKO_CELL_PATTERN,
} PoskoCellState;

/* What was seen of a column while reading; decides by column, never by cell. */
typedef struct
{
  char mark;         /* decimal mark, 0 until one was seen */
  guint day_first;   /* dates written 27/08/2025 */
  guint dotted_times; /* times written 06.30 */
  guint blanks;      /* cells with blanks round them */
} PoskoColumnNotes;

/**
 * posko_cell_parse:
 * @text: (array length=length): without blanks round it
 * @cell: (out): set when good; a text cell points to @text, which may be no C string of its own
 *
 * Converts and checks one cell by type and constraints, `required` and `unique` excepted.
 */
PoskoCellState posko_cell_parse (const PoskoColumn *column, PoskoColumnNotes *notes, const char *text, gsize length, PoskoCell *cell);

/** Returns: what stands in a row where a cell is missing and has no default */
PoskoCell posko_cell_missing (PoskoFieldType type);
gboolean posko_cell_is_missing (PoskoFieldType type, PoskoCell cell);

/** Returns: the schema's default, else missing; a text lives as long as the schema */
PoskoCell posko_column_default (const PoskoColumn *column);

/** Returns: the cell of a bound column */
PoskoCell posko_table_cell (const PoskoTable *self, guint row, const PoskoColumn *column);
void posko_table_set_cell (PoskoTable *self, guint row, const PoskoColumn *column, PoskoCell cell);

/** Reports a cell that posko_cell_parse() refused. @found: what stood there */
void posko_cell_report (PoskoDiagnostics *diagnostics, const PoskoColumn *column, PoskoCellState state, const char *file, guint line,
                        const char *where, const char *found);

/** Returns: (transfer full): what the column wants, in a translated phrase */
char *posko_column_expected (const PoskoColumn *column);

/** Returns: (transfer full): the cell as posko writes it into a message */
char *posko_cell_text (PoskoFieldType type, PoskoCell cell);

/** Takes the last row away again. */
void posko_table_drop_last (PoskoTable *self);

/** Reports rows with the key of an earlier row and leaves them out. Sorts. */
void posko_table_check_keys (PoskoTable *self, const char *file, PoskoDiagnostics *diagnostics);

G_END_DECLS
