/* who-candidates.h: one place of a person who falls out, and everybody else asked whether they could take it. */
#pragma once
#include "who-private.h"
G_BEGIN_DECLS

/* Where and when a place is: what the rows of all tables begin with. All borrowed. */
typedef struct
{
  const char *area_code, *area, *day, *shift, *role, *place, *place_name, *task;
  gint64 start, end; /* minutes of the day */
} PoskoWhoPlace;

/* The work of one answer. */
typedef struct
{
  PoskoWho *answer;
  PoskoWhoRoster roster;
  guint person;    /* who falls out */
  guint shift;     /* in this shift alone, or G_MAXUINT */
  GArray *needs;   /* guint: his or her duties */
  GArray *standby; /* guint: indices of reserves */
} PoskoWhoReplacing;

PoskoWhoPlace posko_who_duty_place (const PoskoWhoReplacing *self, guint need);
PoskoWhoPlace posko_who_standby_place (const PoskoWhoReplacing *self, guint reserve);

/* What was found for one place. */
typedef struct
{
  guint n_free, n_giving; /* candidates */
  char *repair;           /* the cheapest repair, when nobody is free */
} PoskoWhoFound;

void posko_who_found_clear (PoskoWhoFound *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoWhoFound, posko_who_found_clear)

/** Writes the candidates, rules and nearest misses of a duty, or a stand-by. */
void posko_who_duty_candidates (PoskoWhoReplacing *self, guint need, PoskoWhoFound *found);
void posko_who_standby_candidates (PoskoWhoReplacing *self, guint reserve, PoskoWhoFound *found);

/**
 * posko_who_write_misses:
 * @faults: (array): per person: what keeps him or her from it; 0 = nothing
 * @seconds: (array): per person: the way to the place
 *
 * Counts the rules and names the nearest misses.
 *
 * Returns: (transfer full) (nullable): the repair that is easiest, %NULL when nobody is one step away
 */
char *posko_who_write_misses (PoskoWhoReplacing *self, const PoskoWhoPlace *place, const guint *faults, const gint64 *seconds);

G_END_DECLS
