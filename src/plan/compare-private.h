/* compare-private.h: what the files of the comparison share: matching rows by their codes, and the order of work. */
#pragma once
#include "compare.h"
G_BEGIN_DECLS

struct _PoskoComparison
{
  PoskoLanguage language;
  PoskoTable *tables[POSKO_N_COMPARE_TABLES];
};

/* The two plans and what becomes of them. */
typedef struct
{
  const PoskoPlan *a, *b;
  PoskoComparison *answer;
} PoskoCompareWork;

#define POSKO_COMPARE_MAX_KEYS 3u

/* The code members of a row struct by which rows of A and B are the same row. */
typedef struct
{
  guint n;
  gsize offsets[POSKO_COMPARE_MAX_KEYS];
} PoskoCompareKey;

/** What to do with a row of A, one of B, or (both given) the pair. */
typedef void (*PoskoComparePair) (PoskoCompareWork *self, gconstpointer a, gconstpointer b);

/** Walks two sets of rows in the order of @key; O(n log n). Rows with a key twice are paired in their order. */
void posko_compare_pairs (PoskoCompareWork *self, GPtrArray *a, GPtrArray *b, const PoskoCompareKey *key, PoskoComparePair visit);

/** The same over a table of both plans. */
void posko_compare_tables (PoskoCompareWork *self, PoskoPlanTableId id, const PoskoCompareKey *key, PoskoComparePair visit);

/** Returns: the rows of a table, borrowed */
GPtrArray *posko_compare_rows (const PoskoTable *table);

/** Returns: "baru", "hapus" or "ubah" */
const char *posko_compare_change (gconstpointer a, gconstpointer b);

/** Returns: whether both are missing or equal */
gboolean posko_compare_same_number (gdouble a, gdouble b);
void posko_compare_add (PoskoCompareWork *self, PoskoCompareTableId id, gconstpointer row);

/* In this order: the certificates before the figures, which rest on them; areas and messages last, from the lists before. */
void posko_compare_certificates (PoskoCompareWork *self);
void posko_compare_figures (PoskoCompareWork *self);
void posko_compare_people (PoskoCompareWork *self);
void posko_compare_tps (PoskoCompareWork *self);
void posko_compare_meals (PoskoCompareWork *self);
void posko_compare_means (PoskoCompareWork *self);
void posko_compare_areas (PoskoCompareWork *self);
void posko_compare_messages (PoskoCompareWork *self);

G_END_DECLS
