/* compare-private.h: what the files of the comparison share: matching rows by their codes, and the order of work. */
#pragma once
#include "compare.h"
G_BEGIN_DECLS

struct _PoskoComparison
{
  PoskoLanguage language;
  PoskoTable *tables[POSKO_N_COMPARE_TABLES];
};

/* What the codes in a plan mean; rows of its tables, borrowed (compare-names.c). */
typedef struct
{
  GHashTable *tps, *screenings;             /* by kode_tps */
  GHashTable *posts, *ambulances, *boards;  /* by their own code */
  GHashTable *kitchens, *waves;             /* by their code: any stop of the driver sheets that names them */
  GHashTable *centres;                      /* by kode_kecamatan: the post that serves its recap */
} PoskoCompareNames;

void posko_compare_names_init (PoskoCompareNames *self, const PoskoPlan *plan);
void posko_compare_names_clear (PoskoCompareNames *self);

/* The two plans and what becomes of them. */
typedef struct
{
  const PoskoPlan *a, *b;
  PoskoCompareNames names_a, names_b;
  PoskoComparison *answer;
  struct _PoskoCompareTold *told; /* while messages are made */
} PoskoCompareWork;

/** Returns: the name of what @code is in a plan, "" when it is nothing there */
const char *posko_compare_post_name (const PoskoCompareNames *self, const char *code);
const char *posko_compare_ambulance_name (const PoskoCompareNames *self, const char *code);
const char *posko_compare_kitchen_name (const PoskoCompareNames *self, const char *code);

/** Returns: the name of a wave in B, else in A, else its code */
const char *posko_compare_wave_name (const PoskoCompareWork *self, const char *code);

/** Returns: whom a kecamatan asks: the name of its recap post in B, else in A, else "" */
const char *posko_compare_centre_name (const PoskoCompareWork *self, const char *area_code);

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

/* What a vehicle or a kitchen does, in one wave or in all: made of the rows of the driver sheets (compare-rounds.c). */
typedef struct
{
  const char *code, *wave; /* wave "" = all */
  const char *day, *kitchen, *kitchen_name;
  gint64 trips, stops, portions;
  gint64 departure; /* time of the first departure of `day` */
  GString *route;   /* every stop with its times, as text: equal texts are equal rounds */
} PoskoCompareRound;

typedef enum
{
  POSKO_COMPARE_VEHICLES,
  POSKO_COMPARE_VEHICLES_BY_WAVE,
  POSKO_COMPARE_KITCHENS_BY_WAVE,
} PoskoCompareRoundsOf;

/** Returns: (transfer full) (element-type PoskoCompareRound): in the order of the driver sheets. O(stops) */
GPtrArray *posko_compare_rounds (const PoskoPlan *plan, PoskoCompareRoundsOf what);

/** Pairs the rounds of both plans */
void posko_compare_pair_rounds (PoskoCompareWork *self, PoskoCompareRoundsOf what, PoskoComparePair visit);

/** Returns: the rows of a table, borrowed */
GPtrArray *posko_compare_rows (const PoskoTable *table);

/** Returns: "baru", "hapus" or "ubah" */
const char *posko_compare_change (gconstpointer a, gconstpointer b);

/** Returns: whether both are missing or equal */
gboolean posko_compare_same_number (gdouble a, gdouble b);
void posko_compare_add (PoskoCompareWork *self, PoskoCompareTableId id, gconstpointer row);

/* ---- Messages: what one team is told of one change (compare-tell.c, compare-tell-meals.c), made into texts (compare-messages.c) ---- */

typedef struct
{
  const char *kind, *area_code, *area; /* borrowed; area "" = of the city */
  char *code, *name;                   /* of the team: "PK01", "Puskesmas Air Itam (PK01)" */
  const char *ask;                     /* borrowed: whom to ask; "" = the planners */
  gint64 order;                        /* of the topic in the message: minutes from 00:00 of H for what has a time */
  char *topic, *item;                  /* clauses of one topic are told together: "topic: item, item"; "" = none */
} PoskoCompareClause;

typedef struct _PoskoCompareTold
{
  PoskoCompareWork *work;
  GPtrArray *clauses;
  GHashTable *meals; /* the changed meals of a vehicle and wave; while those are told */
} PoskoCompareTold;

/** Adds a clause; takes its code, name, topic and item */
void posko_compare_tell (PoskoCompareTold *self, PoskoCompareClause clause);

/** Returns: @english or @indonesian, in the language of plan B */
const char *posko_compare_say (const PoskoCompareTold *self, const char *english, const char *indonesian) G_GNUC_FORMAT (2)
  G_GNUC_FORMAT (3);

/** Returns: minutes from 00:00 of H of a time of a day like "H-1" */
gint64 posko_compare_moment (const char *day, gint64 minutes);

/** Writes HH:MM of any minutes, past midnight too, and "-" where there are none */
void posko_compare_clock (gint64 minutes, char *text, gsize size);

void posko_compare_tell_people (PoskoCompareTold *self);
void posko_compare_tell_tps (PoskoCompareTold *self);
void posko_compare_tell_means (PoskoCompareTold *self);
void posko_compare_tell_meals (PoskoCompareTold *self);

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
