/* roster.h: who serves where and when: people to places and times under rest and limits, near-optimal with a bound, exact where possible.
 *
 * Numbers only. A **slot** is a stretch of time. A **need** wants some people at one place, in one slot, of one skill. A **person** may
 * fill a need only by an **option** (whoever builds the problem has already left out what licence, skill, distance or vote forbid).
 * The solver chooses options:
 *
 *   hard   at most one option of a person in a slot; two slots of one person at least `rest_minutes` apart; at most `max_shifts`,
 *          `max_nights`, `max_minutes` of a person; locked options are taken, forbidden ones are not; nobody over what is wanted
 *          and may come on top (`over_max`)
 *   soft   missing people at the need's price (the first `n_dear` places of it dearer, so they are filled first), people on top,
 *          the option's own cost (travel, stand-in, wish), fairness, people moved against an earlier roster
 *
 * A person is **moved** when the options taken are not exactly the POSKO_ROSTER_PREVIOUS ones, or `moved` says so.
 *
 *   value = Σ price_missing·missing + (price_dear - price_missing)·missing beyond wanted - n_dear + price_over·over + Σ cost
 *         + price_idle·(people with an option that is not forbidden and no duty)
 *         + price_night·(nights of a person beyond free_nights) + price_extra·(shifts beyond free_shifts)
 *         + price_moved·(people moved)
 *
 * A member that is 0 states no rule unless its comment says so; a new rule is a new member, and old callers stay right. People, needs and options are
 * plain arrays; a problem copies them and never changes. The value does not depend on their order.
 */
#pragma once
#include "solve.h"
G_BEGIN_DECLS

#define POSKO_ROSTER_MAX_OPTIONS (5u * 1000 * 1000)
#define POSKO_ROSTER_NO_LIMIT G_MAXUINT
#define POSKO_ROSTER_DEFAULT_NODES 2000u

typedef struct
{
  gint64 start, end; /* minutes, start < end */
  gboolean night;
} PoskoRosterSlot;

typedef struct
{
  guint slot;
  guint wanted;
  guint n_dear;         /* of `wanted` */
  gint64 price_missing; /* at least 0 */
  gint64 price_dear;    /* at least price_missing where n_dear > 0 */
  guint over_max;       /* people that may come on top of `wanted` */
  gint64 price_over;    /* at least 0, each */
} PoskoRosterNeed;

typedef struct
{
  gint64 rest_minutes;  /* from the end of a duty to the start of the next */
  guint max_shifts;     /* POSKO_ROSTER_NO_LIMIT for none; 0 = may not serve */
  guint max_nights;     /* likewise */
  gint64 max_minutes;   /* on duty in all; 0 = no limit */
  gint64 price_idle;    /* having an option and no duty */
  guint free_nights;    /* nights before price_night */
  gint64 price_night;
  guint free_shifts;    /* shifts before price_extra */
  gint64 price_extra;
  gint64 price_moved;
  gboolean moved; /* whatever is taken: a duty of the roster to stay close to is no option any more */
} PoskoRosterPerson;

typedef enum
{
  POSKO_ROSTER_FREE = 0,
  POSKO_ROSTER_LOCKED = 1 << 0,    /* must be taken */
  POSKO_ROSTER_FORBIDDEN = 1 << 1, /* may not be taken */
  POSKO_ROSTER_PREVIOUS = 1 << 2,  /* was taken in the roster to stay close to */
} PoskoRosterFlags;

typedef struct
{
  guint person, need;
  gint64 cost; /* at least 0 */
  PoskoRosterFlags flags;
} PoskoRosterOption;

typedef struct
{
  guint n_slots, n_needs, n_people, n_options;
  const PoskoRosterSlot *slots;
  const PoskoRosterNeed *needs;
  const PoskoRosterPerson *people;
  const PoskoRosterOption *options; /* one at most for a person and a need */
  gboolean has_max_moved;
  guint max_moved; /* hard, where has_max_moved: people moved at most */
} PoskoRosterSpec;

/* What is made least, one after the other: each level keeps what the levels before it reached. */
typedef enum
{
  POSKO_ROSTER_MISSING, /* the part of the value that is about missing people */
  POSKO_ROSTER_MOVED,   /* the number of people moved */
  POSKO_ROSTER_VALUE,
} PoskoRosterLevel;

typedef struct _PoskoRosterProblem PoskoRosterProblem; /* immutable, reference-counted, safe to share between threads */

/**
 * posko_roster_problem_new:
 * @spec: copied
 *
 * Returns: (transfer full) (nullable): %NULL with @error: %POSKO_ERROR_LIMIT when it is too large, %POSKO_ERROR_INPUT when its numbers
 *   make no sense (an index out of range, a slot that ends before it starts, a negative price, an option given twice)
 */
PoskoRosterProblem *posko_roster_problem_new (const PoskoRosterSpec *spec, GError **error);
PoskoRosterProblem *posko_roster_problem_ref (PoskoRosterProblem *self);
void posko_roster_problem_unref (PoskoRosterProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRosterProblem, posko_roster_problem_unref)
const PoskoRosterSpec *posko_roster_problem_spec (const PoskoRosterProblem *self);

/** Returns: whether a person with this rest may serve both slots (a slot is not compatible with itself) */
gboolean posko_roster_compatible (const PoskoRosterSlot *a, const PoskoRosterSlot *b, gint64 rest_minutes);

/**
 * posko_roster_evaluate:
 * @taken: (array): one flag an option
 * @value: (out) (optional): as in the head of this file
 *
 * Returns: whether @taken keeps every hard rule
 */
gboolean posko_roster_evaluate (const PoskoRosterProblem *self, const gboolean *taken, gint64 *value);

/** Returns: what @taken is worth at @level, whether or not it keeps the hard rules */
gint64 posko_roster_level_value (const PoskoRosterProblem *self, PoskoRosterLevel level, const gboolean *taken);

/**
 * posko_roster_solve:
 * @params: `iterations` is the limit of nodes of each program (0 = POSKO_ROSTER_DEFAULT_NODES)
 * @levels: (array length=n_levels): what to make least, in this order
 * @start: (nullable) (array): one flag an option: a roster to begin with, never worse than the answer; not looked at when it breaks a rule
 * @taken: (out) (array): one flag an option; may be @start
 * @results: (out) (array length=n_levels): the bound of a level holds among the rosters that keep what the levels before reached
 *
 * A result is %POSKO_SOLVE_OPTIMAL or %POSKO_SOLVE_BOUNDED; all are %POSKO_SOLVE_INFEASIBLE when locked options break a rule by themselves
 * or more people are moved in every roster than may be, %POSKO_SOLVE_NONE when none was found that moves so few.
 * Made for 1,500 people × 160 places × 30 shifts.
 *
 * Returns: %FALSE with @error: %POSKO_ERROR_CANCELLED, %POSKO_ERROR_SOLVER, %POSKO_ERROR_LIMIT
 */
gboolean posko_roster_solve (const PoskoRosterProblem *self, const PoskoSolveParams *params, const PoskoRosterLevel *levels,
                             guint n_levels, const gboolean *start, gboolean *taken, PoskoSolveResult *results, GError **error);

G_END_DECLS
