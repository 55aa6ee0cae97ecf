/* dispatch.h: the calls of one day answered by teams at posts and by ambulances, event by event: section 12.4 of docs/model.md.
 *
 * Numbers in, numbers out: no randomness here (every call carries its own factors) and no names. The fleet is immutable and shared; a PoskoDispatch is
 * the working memory of one thread. O((calls + units) · log calls) a day when few wait.
 */
#pragma once
#include "distribution.h"
G_BEGIN_DECLS

#define POSKO_UNREACHABLE G_MAXUINT32
#define POSKO_NEVER G_MAXINT64

typedef enum
{
  POSKO_HOSPITAL,
  POSKO_PUSKESMAS,
  POSKO_N_CARE,
} PoskoCare;

typedef struct /* a team of a post in one shift */
{
  guint post;
  gint64 from, to; /* on duty, s */
} PoskoTeam;

typedef struct
{
  guint n_places, n_posts, n_ambulances, n_teams;
  const guint32 *post_seconds;       /* driving, n_places × n_posts, or POSKO_UNREACHABLE */
  const guint16 *post_order;         /* the posts of each place, nearest first, n_places × n_posts */
  const guint32 *ambulance_seconds;  /* n_places × n_ambulances */
  const guint16 *ambulance_order;
  const guint32 *care_seconds;       /* driving to the place's hospital and puskesmas, n_places × POSKO_N_CARE, or POSKO_UNREACHABLE */
  const guint16 *care;               /* which facility that is, n_places × POSKO_N_CARE */
  const guint8 *is_hospital;         /* of each facility */
  const guint32 *return_seconds;     /* facility to base, facilities × n_ambulances */
  const guint32 *lead_seconds;       /* delay and access, per place */
  const PoskoTeam *teams;            /* by post */
  const guint *first_team;           /* n_posts + 1 */
  gint64 team_seconds, ambulance_seconds_busy; /* mean busy time of a case, ways included */
  gint64 work_seconds_min;           /* least mean of the work itself */
  gint64 weak_lead_seconds, weak_factor;
  gint64 patience_seconds;           /* 0: who finds nobody free goes unanswered at once */
} PoskoFleet;

typedef struct /* of each team, on this day */
{
  gint64 ready;    /* from when it can answer, or POSKO_NEVER */
  gint64 complete; /* from when no place of it is empty, or POSKO_NEVER */
} PoskoCrew;

typedef struct
{
  gint64 time; /* s */
  guint place;
  gboolean transport;
  PoskoCare care;
  gint64 drive_factor, team_factor, ambulance_factor; /* of driving, of the team's and the ambulance's work */
  guint16 role, cause; /* the caller's */
} PoskoCall;

typedef struct
{
  gint64 wait;           /* s to the first arrival; the patience when unanswered */
  gint64 ambulance_wait; /* s to the ambulance, the patience when none came; -1 when none was needed */
  gint64 hospital_way;   /* s of driving with the patient to a hospital; -1 when taken to none */
  gboolean answered;
  gboolean ambulance_came; /* to a call that needed one */
  gboolean queued;       /* nobody was free */
  gboolean met;          /* needs transport, and the ambulance that is first for the place was busy */
} PoskoAnswer;

/* Who was sent, for how long: the sum over a day. Arrays of the caller's, one entry a team or ambulance. */
typedef struct
{
  gint64 *team_busy, *ambulance_busy; /* s within the duty and within [windows] */
  gint64 *team_peak, *ambulance_peak; /* s within [peak_from, peak_to) */
  guint32 *team_calls, *ambulance_calls;
  const gint64 *windows; /* pairs from, to: what counts of an ambulance's time */
  guint n_windows;
  gint64 peak_from, peak_to;
} PoskoUse;

typedef struct _PoskoDispatch PoskoDispatch;

PoskoDispatch *posko_dispatch_new (const PoskoFleet *fleet);
void posko_dispatch_free (PoskoDispatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoDispatch, posko_dispatch_free)

/**
 * posko_dispatch_run:
 * @crews: (array): of each team
 * @calls: (array length=n): by time
 * @lost_post: index of a post that is taken away, or -1
 * @lost_ambulance: likewise
 * @answers: (out caller-allocates) (array length=n)
 * @use: (nullable): added to
 */
void posko_dispatch_run (PoskoDispatch *self, const PoskoCrew *crews, const PoskoCall *calls, guint n, gint lost_post,
                         gint lost_ambulance, PoskoAnswer *answers, PoskoUse *use);

G_END_DECLS
