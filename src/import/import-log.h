/* import-log.h: what an import did with the files it was given, by kind: nothing is guessed, repaired or left out without a word here.
 *
 * A kind is one thing that happens to rows ("coordinate-swapped"). Each keeps how often it happened, every line it touched (as ranges)
 * and its first examples with what stood there and what became of it. The command prints a summary; impor.json holds all of it, in
 * codes and the files' own texts only, so that its bytes do not depend on the language.
 */
#pragma once
#include "diagnostics.h"
#include "json-write.h"
G_BEGIN_DECLS

/**
 * PoskoImportAction: what became of the rows, worst last.
 * @POSKO_IMPORT_NOTE: read as it was meant; a guess that was made, with its evidence (delimiter, header found in line 4, decimal comma)
 * @POSKO_IMPORT_REPAIRED: used, after a repair of which only one reading makes sense (swapped coordinates, a missing minus)
 * @POSKO_IMPORT_MARKED: used, but a person should look; assumptions that had to be made (`asumsi`)
 * @POSKO_IMPORT_LEFT_OUT: not data (totals, blank rows, signatures) or data nobody needs (NIK, an exact copy)
 * @POSKO_IMPORT_REFUSED: data that could not be used; with --strict the whole import fails
 * @POSKO_IMPORT_FAULT: the whole import fails
 */
typedef enum
{
  POSKO_IMPORT_NOTE,
  POSKO_IMPORT_REPAIRED,
  POSKO_IMPORT_MARKED,
  POSKO_IMPORT_LEFT_OUT,
  POSKO_IMPORT_REFUSED,
  POSKO_IMPORT_FAULT,
  POSKO_N_IMPORT_ACTIONS,
} PoskoImportAction;

#define POSKO_IMPORT_EXAMPLES 5u /* kept of each kind */

/* One thing that happened. Texts are copied, shortened to 200 bytes and made printable. */
typedef struct
{
  PoskoImportAction action;
  const char *code;     /* stable, not translated: "coordinate-swapped" */
  const char *file;     /* base name of the file */
  guint line;           /* 0 = the whole file */
  const char *column;   /* (nullable): header of the column in the file */
  const char *found;    /* (nullable): what stood there, or what was seen */
  const char *became;   /* (nullable): what was made of it, in the file's terms; not translated */
  const char *expected; /* (nullable): what should stand there; translated */
  const char *remedy;   /* (nullable): how to mend it at the source; translated */
} PoskoImportEvent;

typedef struct _PoskoImportLog PoskoImportLog; /* one thread at a time */

PoskoImportLog *posko_import_log_new (void);
void posko_import_log_free (PoskoImportLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoImportLog, posko_import_log_free)

/** Adds an event. Amortised O(1); lines should come mostly in rising order, others cost a sort at the end. */
void posko_import_log_add (PoskoImportLog *self, const PoskoImportEvent *event);

/** Returns: how many events of @action there were */
guint posko_import_log_count (const PoskoImportLog *self, PoskoImportAction action);

/** Returns: how many events had @code, in all files */
guint posko_import_log_count_of (const PoskoImportLog *self, const char *code);

/* A kind, as it is told. Texts belong to the log. */
typedef struct
{
  PoskoImportAction action;
  const char *code, *file;
  guint n;           /* events */
  const char *lines; /* "2-19, 25"; "" when none has a line */
  guint n_examples;
  PoskoImportEvent examples[POSKO_IMPORT_EXAMPLES]; /* the first by line, then column */
} PoskoImportKind;

/** Returns: how many kinds there are; they stand in the order action (worst first), file, code */
guint posko_import_log_n_kinds (PoskoImportLog *self);
const PoskoImportKind *posko_import_log_kind (PoskoImportLog *self, guint i);

/** Writes the kinds as the array `jenis` of the open object, by schemas/impor.schema.json. */
void posko_import_log_write (PoskoImportLog *self, PoskoJsonWriter *json);

/** Returns: (transfer none): the action as JSON has it: "catatan", "diperbaiki", "ditandai", "dilewati", "ditolak", "galat" */
const char *posko_import_action_code (PoskoImportAction action);

G_END_DECLS
