/* villages-private.h: words of kelurahan while they become villages: import-villages.c finds what they may mean, import-verdicts.c decides. */
#pragma once
#include "import-private.h"
G_BEGIN_DECLS

/* Words of a kelurahan as written in rows of one kecamatan. */
typedef struct
{
  guint group, kecamatan;
  guint n_rows;
  const char *word;       /* name, else code */
  char *key;              /* folded */
  guint village;          /* as written; in the end, as meant. NONE: the row says nothing */
  guint area;             /* of the layer, when sure, or NONE */
  guint by_code;          /* the village that the code means, or NONE */
  guint near, distance;   /* the village of a near miss, or NONE */
  gboolean is_taken;      /* the near one has a TPS of a number that is here too */
  guint elsewhere;        /* the kecamatan of the only kelurahan of that name, when it is another, or NONE */
} PoskoNaming;

typedef struct
{
  PoskoImporting *importing;
  GArray *namings;        /* PoskoNaming */
  guint *naming_of;       /* by row */
  guint *village_of_area; /* by kelurahan of the layer, or NONE */
  GHashTable *by_key;     /* "kecamatan|folded name" -> village + 1 */
  GHashTable *by_code;    /* "kecamatan|code" -> Owner; without a layer */
  guint8 *is_known;       /* by kecamatan: the layer has its kelurahan */
} PoskoVillages;

/* What is told of each row of a naming. Texts but @code are owned. */
typedef struct
{
  PoskoImportAction action;
  const char *code, *became, *remedy; /* code (nullable): nothing is told */
  char *found, *expected, *offer;
} PoskoVerdict;

static inline const PoskoImportGroup *
posko_villages_group (const PoskoVillages *self, const PoskoNaming *naming)
{
  return &g_array_index (self->importing->groups, PoskoImportGroup, naming->group);
}

static inline PoskoImportVillage *
posko_villages_at (const PoskoVillages *self, guint village)
{
  return &g_array_index (self->importing->villages, PoskoImportVillage, village);
}

/** Returns: whether a folded name may be a slip of @other, @distance letters away, and no other kelurahan of a like name (Gabek I, Gabek II) */
gboolean posko_villages_is_slip (const char *key, const char *other, guint distance);

/** import-verdicts.c: what a naming means and what is told of its rows; sets its village. */
void posko_villages_judge (PoskoVillages *self, PoskoNaming *naming, PoskoVerdict *verdict);

G_END_DECLS
