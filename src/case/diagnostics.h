/* diagnostics.h: everything that is wrong with the input, collected and never stopped at the first.
 *
 * Each finding says where (file, line as an editor counts, column), what was found, what was expected and how to mend
 * it. They are kept in a stable order: by file, line, column, code. 100 of one code in one file are folded into a count.
 * Texts are shortened to 300 bytes, and control characters in them (a hostile cell on a terminal) become '?'.
 */
#pragma once
#include "error.h"
G_BEGIN_DECLS

#define POSKO_DIAGNOSTICS_FOLD 100u

typedef enum
{
  POSKO_SEVERITY_INFO,    /* a guess that was made, a dialect that was detected */
  POSKO_SEVERITY_WARNING, /* the plan will run, but a person should look */
  POSKO_SEVERITY_ERROR,   /* no plan until it is mended */
} PoskoSeverity;

typedef struct
{
  PoskoSeverity severity;
  const char *code;   /* stable, not translated: "type-integer", "key-duplicate", "tps-outside" ... */
  const char *file;   /* relative to the case folder */
  guint line;         /* 1-based; 0 = the whole file */
  const char *column; /* (nullable) column or JSON pointer */
  const char *found, *expected, *remedy; /* (nullable) sentences for people, translated */
} PoskoDiagnostic;

typedef struct _PoskoDiagnostics PoskoDiagnostics;

PoskoDiagnostics *posko_diagnostics_new (void);
void posko_diagnostics_free (PoskoDiagnostics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoDiagnostics, posko_diagnostics_free)

/** Copies @diagnostic (nothing is kept of the caller's texts). Beyond the fold only the count grows. Not thread-safe. */
void posko_diagnostics_add (PoskoDiagnostics *self, const PoskoDiagnostic *diagnostic);

/** The same, from its parts. @column, @found, @expected, @remedy: (nullable) */
void posko_diagnostics_report (PoskoDiagnostics *self, PoskoSeverity severity, const char *code, const char *file, guint line,
                               const char *column, const char *found, const char *expected, const char *remedy);

/** Returns: how many of @severity were added, folded ones included */
guint posko_diagnostics_count (const PoskoDiagnostics *self, PoskoSeverity severity);

/** Returns: the kept findings, in stable order */
guint posko_diagnostics_n (PoskoDiagnostics *self);
const PoskoDiagnostic *posko_diagnostics_get (PoskoDiagnostics *self, guint i);

/** Returns: how many more of the i-th finding's code and file were folded away, told on the last kept one; else 0 */
guint posko_diagnostics_folded (PoskoDiagnostics *self, guint i);

G_END_DECLS
