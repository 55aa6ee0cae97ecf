/* roster-private.h: what the files of the roster solver share: the index of a problem, a roster in the making, the program.
 *
 *   roster.c         the problem, its checks, the value of a roster
 *   roster-parts.c   parts that have nothing to do with each other, and one level after the other
 *   roster-solve.c   one level of one part: the order of work
 *   roster-index.c   who has which options, in which slot
 *   roster-model.c   the mixed-integer program
 *   roster-search.c  a roster from the program's relaxation, by rounding, transports and greedy filling
 */
#pragma once
#include "mip.h"
#include "roster.h"
G_BEGIN_DECLS

#define POSKO_ROSTER_NONE G_MAXUINT

/* Hard limits that the levels before have set, beside those of the problem. */
typedef struct
{
  gint64 missing; /* price of missing people; G_MAXINT64 = no limit */
  guint moved;    /* people moved; POSKO_ROSTER_NO_LIMIT = no limit */
} PoskoRosterLimits;

/* A **duty** is a person in a slot: what the rules are about. The needs that it may fill are its options.
 *
 * The prices of @spec are those of the level. A level that is not POSKO_ROSTER_VALUE is priced with a weight that all else together cannot
 * reach, and all else is priced too: a program that has no ties is solved many times faster, and its roster is a good one for the
 * levels after it, often proven to be their best. */
typedef struct
{
  const PoskoRosterSpec *spec;
  PoskoRosterSpec own_spec;      /* where the level is another one */
  PoskoRosterNeed *own_needs;
  PoskoRosterPerson *own_people;
  PoskoRosterOption *own_options;
  const PoskoRosterNeed *needs;  /* with the problem's own prices: what a limit on missing people counts */
  PoskoRosterLevel level;
  gint64 weight;                 /* of what the level is about; 0 for POSKO_ROSTER_VALUE */
  gint64 step;                   /* what two rosters differ by at least in what the level is about */
  gint64 rest_max;               /* all else in the value is at most this, and at least 0 */
  PoskoRosterLimits limits;
  guint n_duties;
  guint *duty_person, *duty_slot; /* by person, then start, end and index of the slot */
  guint *first_duty;              /* per person, n_people + 1 */
  guint *duty_of_option;
  guint *duty_options;            /* options by duty, then need */
  guint *first_option;            /* per duty, n_duties + 1 */
  guint *need_options;            /* options by need, then person */
  guint *first_need_option;       /* per need, n_needs + 1 */
  gboolean *eligible;             /* per person: has an option that is not forbidden */
  gboolean *forced;               /* per person: moved in every roster */
  guint n_forced;
  gint64 unit;                    /* every value is a multiple of it */
  gint64 constant;                /* of the value: price of those who are moved in every roster */
} PoskoRosterIndex;

/** Returns: the problem at a level; @limits: (nullable): the problem's own when %NULL */
PoskoRosterIndex *posko_roster_index_new (const PoskoRosterProblem *problem, PoskoRosterLevel level,
                                          const PoskoRosterLimits *limits);
void posko_roster_index_free (PoskoRosterIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRosterIndex, posko_roster_index_free)

static inline const PoskoRosterSlot *
posko_roster_duty_slot (const PoskoRosterIndex *self, guint duty)
{
  return &self->spec->slots[self->duty_slot[duty]];
}

static inline gboolean
posko_roster_is_previous (const PoskoRosterIndex *self, guint option)
{
  return (self->spec->options[option].flags & POSKO_ROSTER_PREVIOUS) != 0;
}

/** Returns: the greatest common divisor; that of 0 and a is a */
gint64 posko_roster_common_divisor (gint64 a, gint64 b);

/** Returns: the largest number of which every price of missing people is a multiple */
gint64 posko_roster_missing_unit (const PoskoRosterIndex *index);

/** Returns: whether anything is to be known of people moved: a price, or a limit */
gboolean posko_roster_counts_moved (const PoskoRosterIndex *index);

/* What a roster comes to. */
typedef struct
{
  gint64 value;   /* in the prices of the index */
  gint64 missing; /* price of missing people, in the problem's own prices */
  gint64 moved;   /* people */
} PoskoRosterWorth;

static inline gint64
posko_roster_worth_at (const PoskoRosterWorth *worth, PoskoRosterLevel level)
{
  return level == POSKO_ROSTER_MISSING ? worth->missing : level == POSKO_ROSTER_MOVED ? worth->moved : worth->value;
}

/** Returns: whether @taken keeps every hard rule, and the limits of the index */
gboolean posko_roster_index_evaluate (const PoskoRosterIndex *index, const gboolean *taken, PoskoRosterWorth *worth);

/** What the duties of one person come to. */
typedef struct
{
  guint shifts, nights;
  gboolean moved;
} PoskoRosterTally;

/** Returns: whether the duties of @person in @taken keep the person's hard rules */
gboolean posko_roster_check_person (const PoskoRosterIndex *index, guint person, const gboolean *taken, PoskoRosterTally *tally);

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
  guint *idle_column, *night_column, *extra_column, *moved_column;
  gboolean counts_moved;
} PoskoRosterModel;

/**
 * posko_roster_model_new:
 * @keep: (nullable) (array): which options; %NULL for all that are not forbidden
 */
PoskoRosterModel *posko_roster_model_new (const PoskoRosterIndex *index, const gboolean *keep);
/** Prices only what the level is about, in its steps, and nothing else. */
void posko_roster_model_price_alone (PoskoRosterModel *self);
void posko_roster_model_free (PoskoRosterModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRosterModel, posko_roster_model_free)

/** Sets @values (one a column) to the roster @taken, all of whose options the model must hold. */
void posko_roster_model_point (const PoskoRosterModel *self, const gboolean *taken, gdouble *values);

/**
 * posko_roster_round:
 * @preference: (array): one number a duty, the largest is tried first; duties at 0 or below only to fill what is missing
 * @kept: (array): who is to keep exactly the previous options; where these do not go together, some are dropped
 * @taken: (out) (array): a roster that keeps every hard rule but the index's limits
 */
gboolean posko_roster_round (const PoskoRosterIndex *index, const gdouble *preference, const gboolean *kept,
                             const PoskoSolveParams *params, gboolean *taken, GError **error);

/* One level of one part being solved. */
typedef struct
{
  const PoskoRosterIndex *index; /* of the level */
  const PoskoRosterIndex *whole; /* with all prices: rounding follows them */
  const PoskoSolveParams *params;
  gboolean has_roster, is_infeasible;
  gboolean *taken;  /* the best roster so far */
  PoskoRosterWorth worth; /* of it */
  gint64 bound;     /* of worth.value */
  gint64 least;     /* bound of what the level is about */
  gdouble relaxed;  /* value of the relaxation */
  gdouble *reduced; /* per option: reduced cost, its duty's included, 0 where the relaxation uses it */
  gboolean *keep;   /* per option: to be in the next program */
  guint64 nodes;
} PoskoRosterPart;

/** Makes @taken the part's roster when it is allowed and better. */
void posko_roster_part_take (PoskoRosterPart *part, const gboolean *taken);

/** Says that no roster has a value below @bound. */
void posko_roster_part_note_bound (PoskoRosterPart *part, gint64 bound);

/** Solves the level: the part then has a roster, or is infeasible, or (out of effort) neither. */
gboolean posko_roster_part_solve (PoskoRosterPart *part, GError **error);

G_END_DECLS
