/* roster-private.h: what the files of the roster solver share: the index of a problem, a roster in the making, the program.
 *
 *   roster.c         the problem, its checks, the value of a roster
 *   roster-solve.c   parts that have nothing to do with each other, and the order of work
 *   roster-index.c   who has which options, in which slot
 *   roster-model.c   the mixed-integer program
 *   roster-search.c  a roster from the program's relaxation, by rounding, transports and greedy filling
 */
#pragma once
#include "mip.h"
#include "roster.h"
G_BEGIN_DECLS

#define POSKO_ROSTER_NONE G_MAXUINT

/* A **duty** is a person in a slot: what the rules are about. The needs that it may fill are its options. */
typedef struct
{
  const PoskoRosterSpec *spec;
  guint n_duties;
  guint *duty_person, *duty_slot; /* by person, then start, end and index of the slot */
  guint *first_duty;              /* per person, n_people + 1 */
  guint *duty_of_option;
  guint *duty_options;            /* options by duty, then need */
  guint *first_option;            /* per duty, n_duties + 1 */
  guint *need_options;            /* options by need, then person */
  guint *first_need_option;       /* per need, n_needs + 1 */
  gint64 *cost;                   /* per option, the price of a change included */
  gboolean *eligible;             /* per person: has an option that is not forbidden */
  gint64 constant;                /* of the value: previous options not taken, before any is */
} PoskoRosterIndex;

PoskoRosterIndex *posko_roster_index_new (const PoskoRosterProblem *problem);
void posko_roster_index_free (PoskoRosterIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRosterIndex, posko_roster_index_free)

static inline const PoskoRosterSlot *
posko_roster_duty_slot (const PoskoRosterIndex *self, guint duty)
{
  return &self->spec->slots[self->duty_slot[duty]];
}

/** As posko_roster_evaluate(), over an index. */
gboolean posko_roster_index_evaluate (const PoskoRosterIndex *index, const gboolean *taken, gint64 *value);

/** Returns: the price of a person's idleness, nights and shifts */
gint64 posko_roster_person_price (const PoskoRosterPerson *person, gboolean eligible, guint shifts, guint nights);

/** Returns: the price of @taken people on a need */
gint64 posko_roster_need_price (const PoskoRosterNeed *need, guint taken);

/* The program over the options that are kept; see roster-model.c for its rows. */
typedef struct
{
  PoskoMip *mip;
  const PoskoRosterIndex *index;
  guint *option_column, *duty_column; /* POSKO_ROSTER_NONE where left out */
  guint *missing_column, *dear_column, *over_column;
  guint *idle_column, *night_column, *extra_column;
} PoskoRosterModel;

/**
 * posko_roster_model_new:
 * @keep: (nullable) (array): which options; %NULL for all that are not forbidden
 */
PoskoRosterModel *posko_roster_model_new (const PoskoRosterIndex *index, const gboolean *keep);
void posko_roster_model_free (PoskoRosterModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRosterModel, posko_roster_model_free)

/** Sets @values (one a column) to the roster @taken, all of whose options the model must hold. */
void posko_roster_model_point (const PoskoRosterModel *self, const gboolean *taken, gdouble *values);

/**
 * posko_roster_round:
 * @preference: (array): one number a duty, the largest is tried first; duties at 0 or below only to fill what is missing
 * @taken: (out) (array): a roster that keeps every hard rule
 */
gboolean posko_roster_round (const PoskoRosterIndex *index, const gdouble *preference, const PoskoSolveParams *params,
                             gboolean *taken, GError **error);

G_END_DECLS
