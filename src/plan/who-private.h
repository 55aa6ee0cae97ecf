/* who-private.h: what the files of the answers share: the plan as far as the case knows it, and the price of moves on its roster. */
#pragma once
#include "staffing.h"
#include "who.h"
G_BEGIN_DECLS

struct _PoskoWho
{
  PoskoLanguage language;
  guint n_unknown;
  PoskoTable *tables[POSKO_N_WHO_TABLES];
};

PoskoWho *posko_who_new (PoskoLanguage language, PoskoWhoTableId first, PoskoWhoTableId last);
void posko_who_add (PoskoWho *self, PoskoWhoTableId id, gconstpointer row);

/** Sorts the tables. */
void posko_who_settle (PoskoWho *self);

/**
 * posko_who_view:
 * @n_unknown: (out): rows left out
 *
 * Returns: (transfer full): the posts, needs, roster and stand-bys of @plan that its case knows. A duty without a need has one that wants nobody.
 */
PoskoPlan *posko_who_view (const PoskoPlan *plan, PoskoLanguage language, guint *n_unknown);

/* A named stand-by. */
typedef struct
{
  guint person, area, shift, recap_post; /* recap_post: row of the view's posts, G_MAXUINT = none */
  PoskoProfesi profession;
} PoskoWhoReserve;

/* The roster of a view, and what each person has. */
typedef struct
{
  PoskoPlan *view;
  PoskoStaffing staffing;
  PoskoRosterNeed *needs;     /* prices, per need */
  PoskoRosterPerson *people;  /* limits and prices, per person */
  guint *own;                 /* per person: posko_staff_own_post() */
  gboolean *eligible;         /* per person: has an allowed duty */
  GPtrArray *duties;          /* per person: GArray of guint, needs */
  GPtrArray *shifts;          /* per person: GArray of guint, shifts of these duties */
  GArray *reserves;           /* PoskoWhoReserve */
} PoskoWhoRoster;

/** @self: zeroed; @view: taken */
void posko_who_roster_init (PoskoWhoRoster *self, PoskoPlan *view);
void posko_who_roster_clear (PoskoWhoRoster *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoWhoRoster, posko_who_roster_clear)

const PoskoStaffNeed *posko_who_need (const PoskoWhoRoster *self, guint need);
GArray *posko_who_shifts (const PoskoWhoRoster *self, guint person);
GArray *posko_who_duties (const PoskoWhoRoster *self, guint person);

/** The person falls out in @shift, or altogether (G_MAXUINT): counts as idle only where another shift is open to him or her. */
void posko_who_fall_out (PoskoWhoRoster *self, guint person, guint shift);

/* One person on, or off, one place. */
typedef struct
{
  guint person, need;
  gboolean on;
} PoskoWhoMove;

/* What moves add to the roster's objective, by its parts. */
typedef struct
{
  gint64 empty, stand_in, form_a, away, travel, fair;
} PoskoWhoEffect;

PoskoWhoEffect posko_who_effect (PoskoWhoRoster *self, const PoskoWhoMove *moves, guint n_moves);
gint64 posko_who_effect_sum (const PoskoWhoEffect *self);

/** Makes the moves for good. */
void posko_who_apply (PoskoWhoRoster *self, const PoskoWhoMove *moves, guint n_moves);

/** Returns: whether a duty in one of the shifts leaves no stand-by in the other: they overlap, or there is too little rest */
gboolean posko_who_collide (const PoskoWhoRoster *self, guint duty_shift, guint standby_shift);

/* What keeps a person from standing by, beside the bits of posko_staff_standby_faults(). */
enum
{
  POSKO_WHO_STANDBY_BUSY = 1 << 16, /* a duty, or another stand-by, at that time */
  POSKO_WHO_STANDBY_MOST = 1 << 17, /* cadangan_maks */
};

/** Returns: what keeps the person from taking the stand-by @reserve (the place, whoever holds it); 0 = nothing */
guint posko_who_standby_obstacles (const PoskoWhoRoster *self, guint person, const PoskoWhoReserve *reserve);

/** Returns: driving minutes from the person's home to where the stand-by is; 0 where the kecamatan has no post */
gint64 posko_who_standby_minutes (const PoskoWhoRoster *self, guint person, const PoskoWhoReserve *reserve);

/** Returns: who could take the stand-by best: least driving, then code; G_MAXUINT = nobody. @without: two people left out. */
guint posko_who_best_standby (const PoskoWhoRoster *self, const PoskoWhoReserve *reserve, const guint without[2]);

/**
 * posko_who_joint_duties:
 * @person: who falls out; must still be on @needs
 * @takers: (out) (array length=n_needs): who takes each place in the best choice for all at once, G_MAXUINT = stays empty; everybody else's
 *   duties stay as they are
 * @gap: (out): value less bound: 0 = no choice is better
 */
gboolean posko_who_joint_duties (const PoskoWhoRoster *self, guint person, const guint *needs, guint n_needs, GCancellable *cancellable,
                                 guint *takers, gint64 *gap, GError **error);

/** The same for stand-by places, indices of reserves that nobody holds: first most of them filled, then least minutes. */
gboolean posko_who_joint_standby (const PoskoWhoRoster *self, guint person, const guint *places, guint n_places, GCancellable *cancellable,
                                  guint *takers, GError **error);

/** @english or @indonesian, by the answer's language */
const char *posko_who_text (const PoskoWho *self, const char *english, const char *indonesian) G_GNUC_FORMAT (2) G_GNUC_FORMAT (3);

/** Returns: (transfer full): minutes with one decimal, as the answer's language writes them */
char *posko_who_minutes (const PoskoWho *self, gdouble minutes);

/* ---- late TPS ---- */

typedef struct
{
  const PoskoPlan *plan;
  const PoskoCase *source;
  const PoskoPolicy *policy;
  PoskoWho *answer;
} PoskoWhoLateness;

void posko_who_late_posts (PoskoWhoLateness *self, gint64 limit_minutes);
void posko_who_late_ambulances (PoskoWhoLateness *self);
void posko_who_late_meals (PoskoWhoLateness *self);
void posko_who_late_checks (PoskoWhoLateness *self);

/** Returns: (nullable): the plan's row of kekurangan.csv */
const PoskoPlanShortage *posko_who_find_shortage (const PoskoWhoLateness *self, const char *product, const char *object, const char *need);

G_END_DECLS
