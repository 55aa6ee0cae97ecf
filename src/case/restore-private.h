/* restore-private.h: what the files that restore codes share (table-restore.c, table-zeros.c). */
#pragma once
#include "table-private.h"
G_BEGIN_DECLS

/* Restored cells of one column, for the one word on them. */
typedef struct
{
  PoskoTable *table;
  const PoskoColumn *column;
  const char *file;
  PoskoDiagnostics *diagnostics;
  GArray *lines; /* (element-type guint) */
  char *before, *after; /* of the first */
  guint n;
} PoskoRestoring;

PoskoRestoring posko_restoring_begin (PoskoTable *table, const PoskoColumn *column, const char *file, PoskoDiagnostics *diagnostics);
void posko_restore_code (PoskoRestoring *self, guint row, const char *code);

/** Tells what was restored, if anything, and on what evidence; frees what @self kept. */
void posko_restoring_end (PoskoRestoring *self, const char *evidence);

/** Returns: whether @code is three numbers or more with marks between (table-zeros.c) */
gboolean posko_code_is_parted (const char *code);

/** Returns: (transfer full): a parted code without the zeros before its numbers */
char *posko_code_bare (const char *code);

/** Returns: (transfer full): the parted ones of @codes by what they are without zeros */
GHashTable *posko_codes_by_bare (const char *const *codes, guint n);

/** Returns: the index of the only code of the index that is @code but for zeros, or %POSKO_CODE_UNKNOWN, %POSKO_CODE_SEVERAL */
gssize posko_code_find_bare (GHashTable *index, const char *code);

/**
 * posko_restore_last_zeros:
 *
 * Puts the zeros back before the last numbers of parted codes, where all that begin with a zero are of one width.
 *
 * Returns: (transfer full) (nullable): the evidence; %NULL where there is none, so that nothing was restored
 */
char *posko_restore_last_zeros (PoskoRestoring *self);

/** Refuses parted keys that are the same but for zeros: each names the row of the other. */
void posko_refuse_same_numbers (const PoskoTable *self, const PoskoColumn *column, const char *file, PoskoDiagnostics *diagnostics);

G_END_DECLS
