/* sums-private.h: the rows of tps.csv by kecamatan and kelurahan, for the sums of case-doctor.c and case-official.c. */
#pragma once
#include "case-private.h"
#include "doctor.h"
G_BEGIN_DECLS

#define POSKO_SPECIAL_FIRST 901 /* numbers of TPS in prisons and hospitals */
#define POSKO_SPECIAL_LAST 999

/* A stretch of PoskoSums.order. */
typedef struct
{
  guint first, n;
} PoskoSumRange;

/* The TPS of one kelurahan. */
typedef struct
{
  const char *code, *name; /* code: "" when tps.csv has none */
  guint area;              /* kecamatan, or POSKO_BOUNDARY_NONE */
  PoskoSumRange rows;
} PoskoSumKelurahan;

typedef struct
{
  PoskoLoading *loading;
  const PoskoTable *table; /* of TPS */
  guint n;
  guint *order;            /* rows by kecamatan, kelurahan, number, line */
  GArray *kelurahan;       /* (element-type PoskoSumKelurahan): in that order */
  PoskoSumRange *kecamatan; /* by index in the layer */
  guint n_kecamatan;
} PoskoSums;

static inline const PoskoTps *
posko_sums_row (const PoskoSums *self, guint at)
{
  return posko_table_row (self->table, self->order[at]);
}

static inline gboolean
posko_sums_is_special (gint64 number)
{
  return number >= POSKO_SPECIAL_FIRST && number <= POSKO_SPECIAL_LAST;
}

/** Returns: (transfer full): @value as people write it, in their language */
char *posko_sums_number (gint64 value);

/** Holds the official figures of the policy against each other and against the rows (case-official.c). @sums: (nullable): not all rows are known */
void posko_loading_check_official (PoskoLoading *self, const PoskoSums *sums);

G_END_DECLS
