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
  gboolean until_day_h;     /* `posko:until` "tanggal_h": no date after polling day makes sense */
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
  gboolean *suspect; /* by column: some code or area in it is not plain (posko_code_form), as noticed while reading */
  gboolean *guessed; /* (nullable): by column: a notation was taken that nothing in its cells proves; no safe repair may write it */
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
  POSKO_CELL_FAILED, /* what a spreadsheet shows for a formula that failed or a column too narrow: #N/A, #REF!, #### */
  POSKO_CELL_WAITS,  /* it has two readings; the column decides when all of it was read */
} PoskoCellState;

/* Other ways to write a cell that spreadsheets and people have; each is told, once a file. */
typedef enum
{
  POSKO_SEEN_BLANKS,         /* round the cell */
  POSKO_SEEN_THOUSANDS,      /* 1.234 in a column of whole numbers */
  POSKO_SEEN_WHOLE,          /* 1234,00 there */
  POSKO_SEEN_MONEY,          /* Rp 1.500.000,- */
  POSKO_SEEN_PERCENT,        /* 47,5% in a column of shares */
  POSKO_SEEN_DATE_ORDER,     /* 27/08/2025: waits */
  POSKO_SEEN_DATE_WORDS,     /* 27-Agu-25, Rabu, 27 Agustus 2025 */
  POSKO_SEEN_DATE_YEAR,      /* 2025/8/27 */
  POSKO_SEEN_DATE_SERIAL,    /* 45896 */
  POSKO_SEEN_DATE_CLOCK,     /* 2025-08-27 00:00:00 */
  POSKO_SEEN_TIME_ORDER,     /* 06.30 or 0.2708333: waits */
  POSKO_SEEN_TIME_HALF_DAYS, /* 6:30 AM */
  POSKO_SEEN_TIME_SECONDS,   /* 06:30:00 */
  POSKO_N_SEEN,
} PoskoSeen;

typedef struct
{
  guint n, line; /* how many cells, the line of the first */
  char example[32];
} PoskoSeenCells;

/* A cell with two readings: a date as day/month or month/day, a time as hour.minute or a fraction of a day. */
typedef struct
{
  guint row, line;     /* row: G_MAXUINT once its row was left out: it stays evidence */
  gboolean weak;       /* no evidence for its reading: a lone 0 or 1 in a column of times */
  gint64 readings[2];  /* POSKO_MISSING where that reading is impossible */
  char text[32];
} PoskoWaitingCell;

/* What was seen of a column while reading; decides by column, never by cell. */
typedef struct
{
  char mark;            /* decimal mark, 0 until one was seen */
  char thousands;       /* mark of thousands, likewise */
  gboolean sure;        /* some cell has it twice, as no decimal mark stands */
  PoskoSeenCells *seen; /* (nullable) (array length=POSKO_N_SEEN) */
  GArray *waiting;      /* (nullable) (element-type PoskoWaitingCell) */
  GArray *words;        /* (nullable) (element-type PoskoWord): what stood where ya or tidak is meant, each once */
} PoskoColumnNotes;

#define POSKO_WORDS_MAX 8u

/* A word that is no boolean, and how often. */
typedef struct
{
  guint n, line; /* of the first */
  char text[32];
} PoskoWord;

/** Keeps a cell of a column of booleans that is none: posko_table_settle() tells them, one error a column. */
void posko_column_notes_add_word (PoskoColumnNotes *self, guint line, const char *text, gsize length);

/** Returns: (nullable): "ya" or "tidak", whichever @word most likely means (table-likely.c) */
const char *posko_boolean_likely (const char *word);

void posko_column_notes_clear (PoskoColumnNotes *self);
void posko_column_notes_see (PoskoColumnNotes *self, PoskoSeen seen, guint line, const char *text, gsize length);

/**
 * posko_cell_parse:
 * @text: (array length=length): without blanks round it
 * @cell: (out): set when good; a text cell points to @text, which may be no C string of its own
 *
 * Converts and checks one cell by type and constraints, `required` and `unique` excepted: in plain notation only.
 */
PoskoCellState posko_cell_parse (const PoskoColumn *column, PoskoColumnNotes *notes, const char *text, gsize length, PoskoCell *cell);

/**
 * posko_cell_parse_saved:
 * @notes: gets what was seen; a cell with two readings waits there
 *
 * Tries the notations of spreadsheets on a cell that posko_cell_parse() found not to be of its type (table-saved.c).
 */
PoskoCellState posko_cell_parse_saved (const PoskoColumn *column, PoskoColumnNotes *notes, guint row, guint line, const char *text,
                                       gsize length, PoskoCell *cell);

/** Returns: the month 1 .. 12 of a name in Indonesian or English, or of its first three letters and more; 0 for no month */
guint posko_month_read (const char *word, gsize length);

/** Compares two texts that pointers point to, by byte: for g_ptr_array_sort() */
gint posko_compare_texts (gconstpointer a, gconstpointer b);

/** Returns: whether @value lies in the column's range */
PoskoCellState posko_column_check_range (const PoskoColumn *column, gdouble value);

/** Takes blanks, also the no-break ones, off both ends. Returns: whether there were any */
gboolean posko_cell_trim (const char **text, gsize *length);

/* How a file of a table was written, for the last word on it (table-settle.c). */
typedef struct
{
  const char *file;
  char delimiter;
  const PoskoTableContext *context;
  PoskoDiagnostics *diagnostics;
} PoskoTableSource;

/**
 * posko_table_settle:
 * @notes: (array): by column of the schema
 *
 * Reads the cells that waited, each column by one reading, by the evidence of the column, of the file's other columns, of the delimiter,
 * of polling day; rows whose cells fit no reading are left out. Tells each notation that was seen, with its evidence.
 */
void posko_table_settle (PoskoTable *self, PoskoColumnNotes *notes, const PoskoTableSource *source);

/**
 * posko_table_is_foreign:
 * @text: the same, decoded
 * @diagnostics: (nullable): is told what it is, and how to mend it
 *
 * Returns: whether the file is no table as text but a workbook, a web page … (table-foreign.c)
 */
gboolean posko_table_is_foreign (GBytes *bytes, GBytes *text, const char *file, PoskoDiagnostics *diagnostics);

#define POSKO_HEADER_NONE (-1)

/**
 * posko_header_match:
 * @columns: (out caller-allocates) (array length=n): of the schema, by cell; %POSKO_HEADER_NONE
 * @cells: (array length=n): of a record
 *
 * Finds columns by name; without case, blanks and marks ("Kode TPS" is kode_tps); then by title. A name that stands twice is given twice.
 *
 * Returns: how many different columns were found
 */
guint posko_header_match (const PoskoTableSchema *schema, const char *const *cells, guint n, gint *columns);

/** Returns: how many of @columns must be found at least for a record to be the header for certain */
guint posko_header_enough (const PoskoTableSchema *schema);

/** Returns: whether the record is a row of totals: begins with JUMLAH, TOTAL … and lacks a cell that every row must have */
gboolean posko_row_is_total (const PoskoTableSchema *schema, const gint *columns, const char *const *cells, guint n);

/* What a spreadsheet may have made of a code (table-code.c). */
typedef enum
{
  POSKO_CODE_PLAIN,
  POSKO_CODE_DIGITS,     /* may have lost zeros at its beginning */
  POSKO_CODE_POINT_ZERO, /* 101.0 */
  POSKO_CODE_DECIMAL,    /* 12.5: may have lost zeros at its end */
  POSKO_CODE_EXPONENT,   /* 1,97101E+12 */
  POSKO_CODE_ROUNDED,    /* 16 digits or more, zeros from the 16th on */
  POSKO_CODE_ISO_DAY,    /* 2002-01-11: may be what it says */
  POSKO_CODE_DAY,        /* 11/01/2002, 2-Jan, 11-Jan-02 */
} PoskoCodeForm;

PoskoCodeForm posko_code_form (const char *code);

#define POSKO_CODE_UNKNOWN (-1)
#define POSKO_CODE_SEVERAL (-2)

/**
 * posko_code_find:
 * @known: (array length=n): codes, sorted by byte, each once
 *
 * Returns: the index of the only one of @known that a spreadsheet may have turned into @shown, or one of the above. O(log n)
 */
gssize posko_code_find (const char *shown, const char *const *known, guint n);

/** Returns: whether the cells of @column are codes or areas, which a spreadsheet may spoil */
gboolean posko_column_is_code (const PoskoTableSchema *schema, guint column);

/** Restores codes by the table alone, before its keys are checked (table-restore.c). */
void posko_table_restore_own_codes (PoskoTable *self, const char *file, PoskoDiagnostics *diagnostics);

/**
 * posko_tables_restore_codes:
 * @files: (array length=n): their names
 * @areas: (array length=n_areas): codes of the areas that `posko:area` columns name, sorted, each once
 *
 * Restores codes by what other tables call them: what fits all in exactly one way is taken and told; a code that is surely damaged and fits
 * in none or in several ways is an error by its cell, and its row is left out.
 */
void posko_tables_restore_codes (PoskoTable *const *tables, char *const *files, guint n, const char *const *areas, guint n_areas,
                                 PoskoDiagnostics *diagnostics);

/** Returns: what stands in a row where a cell is missing and has no default */
PoskoCell posko_cell_missing (PoskoFieldType type);
gboolean posko_cell_is_missing (PoskoFieldType type, PoskoCell cell);

/** Returns: the schema's default, else missing; a text lives as long as the schema */
PoskoCell posko_column_default (const PoskoColumn *column);

/** Returns: the cell of a bound column */
PoskoCell posko_table_cell (const PoskoTable *self, guint row, const PoskoColumn *column);
void posko_table_set_cell (PoskoTable *self, guint row, const PoskoColumn *column, PoskoCell cell);

/** Reports a cell that posko_cell_parse() refused. @found: what stood there; @context: (nullable) */
void posko_cell_report (PoskoDiagnostics *diagnostics, const PoskoColumn *column, PoskoCellState state, const char *file, guint line,
                        const char *where, const char *found, const PoskoTableContext *context);

/** Returns: (transfer full) (nullable): how to mend a number that a spreadsheet spoilt, with its likely value (table-likely.c) */
char *posko_cell_advice (const PoskoColumn *column, const char *text, const PoskoTableContext *context);

/** Returns: (transfer full) (nullable): degrees whose point was lost, with the only point that puts them between @range */
char *posko_degrees_likely (const char *text, const gdouble range[2]);

/** Returns: (transfer full): what the column wants, in a translated phrase */
char *posko_column_expected (const PoskoColumn *column);

/** Returns: (transfer full): the cell as posko writes it into a message */
char *posko_cell_text (PoskoFieldType type, PoskoCell cell);

/** Takes the last row away again. */
void posko_table_drop_last (PoskoTable *self);

/** Reports rows with the key of an earlier row and leaves them out. Sorts. */
void posko_table_check_keys (PoskoTable *self, const char *file, PoskoDiagnostics *diagnostics);

G_END_DECLS
