/* dispatch.c: who is sent to whom, and when they are free again; see dispatch.h.
 *
 * Events: a call comes, a unit is free again, a team comes on duty, somebody's patience ends. Those who wait stand in a list in the order of
 * their calls; whenever anything may have become free the list is gone through once.
 */
#include "dispatch.h"
#include "event-heap.h"

#define NOBODY G_MAXUINT

enum /* in the order in which they happen within one second: who becomes free is free for the call of that second */
{
  EVENT_FREE,
  EVENT_DUTY,
  EVENT_CALL,
  EVENT_PATIENCE,
};

typedef struct
{
  gboolean wants_help, wants_ambulance;
  guint next, previous; /* in the list of those who wait; NOBODY at its ends */
} Waiting;

struct _PoskoDispatch
{
  const PoskoFleet *fleet;
  PoskoEventHeap heap;
  gint64 *team_free, *ambulance_free; /* s */
  Waiting *waiting;
  guint n_waiting_max;
  guint first, last;
  /* of this run */
  const PoskoCrew *crews;
  const PoskoCall *calls;
  PoskoAnswer *answers;
  PoskoUse *use;
  gint lost_post, lost_ambulance;
};

PoskoDispatch *
posko_dispatch_new (const PoskoFleet *fleet)
{
  PoskoDispatch *self = g_new0 (PoskoDispatch, 1);
  self->fleet = fleet;
  posko_event_heap_init (&self->heap);
  self->team_free = g_new (gint64, MAX (1, fleet->n_teams));
  self->ambulance_free = g_new (gint64, MAX (1, fleet->n_ambulances));
  return self;
}

void
posko_dispatch_free (PoskoDispatch *self)
{
  if (self == NULL)
    return;
  posko_event_heap_clear (&self->heap);
  g_free (self->team_free);
  g_free (self->ambulance_free);
  g_free (self->waiting);
  g_free (self);
}

static gint64
overlap (gint64 from, gint64 to, gint64 start, gint64 end)
{
  return MAX (0, MIN (to, end) - MAX (from, start));
}

static gint64
driving (const PoskoCall *call, guint32 seconds)
{
  return posko_factor_times (call->drive_factor, seconds);
}

/* The nearest team that is on duty, crewed and free; NOBODY when there is none. */
static guint
find_team (const PoskoDispatch *self, const PoskoCall *call, gint64 now)
{
  const PoskoFleet *fleet = self->fleet;
  for (guint k = 0; k < fleet->n_posts; k++)
    {
      const guint post = fleet->post_order[(gsize) call->place * fleet->n_posts + k];
      if ((gint) post == self->lost_post)
        continue;
      if (fleet->post_seconds[(gsize) call->place * fleet->n_posts + post] == POSKO_UNREACHABLE)
        return NOBODY;
      for (guint t = fleet->first_team[post]; t < fleet->first_team[post + 1]; t++)
        if (fleet->teams[t].from <= now && now < fleet->teams[t].to && self->crews[t].ready <= now && self->team_free[t] <= now)
          return t;
    }
  return NOBODY;
}

static guint
find_ambulance (const PoskoDispatch *self, const PoskoCall *call, gint64 now)
{
  const PoskoFleet *fleet = self->fleet;
  const gsize row = (gsize) call->place * fleet->n_ambulances;
  for (guint k = 0; k < fleet->n_ambulances; k++)
    {
      const guint ambulance = fleet->ambulance_order[row + k];
      if (fleet->ambulance_seconds[row + ambulance] == POSKO_UNREACHABLE)
        return NOBODY;
      if ((gint) ambulance != self->lost_ambulance && self->ambulance_free[ambulance] <= now)
        return ambulance;
    }
  return NOBODY;
}

/* The seconds of work at a place whose ways take @ways in the nominal case. */
static gint64
work (const PoskoFleet *fleet, gint64 mean_busy, gint64 ways, gint64 factor)
{
  return posko_factor_times (factor, MAX (fleet->work_seconds_min, mean_busy - ways));
}

static void
arrive (PoskoAnswer *answer, gint64 seconds)
{
  answer->wait = answer->answered ? MIN (answer->wait, seconds) : seconds;
  answer->answered = TRUE;
}

static void
send_team (PoskoDispatch *self, guint team, guint index, gint64 now)
{
  const PoskoFleet *fleet = self->fleet;
  const PoskoCall *call = &self->calls[index];
  const guint32 way = fleet->post_seconds[(gsize) call->place * fleet->n_posts + fleet->teams[team].post];
  const gboolean weak = now < self->crews[team].complete;
  const gint64 lead = fleet->lead_seconds[call->place] + (weak ? fleet->weak_lead_seconds : 0);
  gint64 at_work = work (fleet, fleet->team_seconds, (gint64) fleet->lead_seconds[call->place] + 2 * (gint64) way, call->team_factor);
  if (weak)
    at_work = posko_factor_times (fleet->weak_factor, at_work);
  const gint64 there = lead + driving (call, way), until = now + there + at_work + driving (call, way);
  self->team_free[team] = until;
  posko_event_heap_push (&self->heap, until, EVENT_FREE, team);
  arrive (&self->answers[index], now + there - call->time);
  if (self->use == NULL)
    return;
  self->use->team_busy[team] += overlap (fleet->teams[team].from, fleet->teams[team].to, now, until);
  self->use->team_peak[team] += overlap (MAX (fleet->teams[team].from, self->use->peak_from),
                                         MIN (fleet->teams[team].to, self->use->peak_to), now, until);
  self->use->team_calls[team]++;
}

/* The nominal and the real seconds from a place, with the patient, to the base. */
static void
care_way (const PoskoFleet *fleet, const PoskoCall *call, guint ambulance, gint64 *nominal, gint64 *real)
{
  const gsize cell = (gsize) call->place * POSKO_N_CARE + call->care;
  const guint32 home = fleet->ambulance_seconds[(gsize) call->place * fleet->n_ambulances + ambulance];
  if (!call->transport || fleet->care_seconds[cell] == POSKO_UNREACHABLE)
    {
      *nominal = home;
      *real = driving (call, home);
      return;
    }
  const guint32 back = fleet->return_seconds[(gsize) fleet->care[cell] * fleet->n_ambulances + ambulance];
  *nominal = (gint64) fleet->care_seconds[cell] + (back == POSKO_UNREACHABLE ? 0 : back);
  *real = driving (call, fleet->care_seconds[cell]) + (back == POSKO_UNREACHABLE ? 0 : driving (call, back));
}

/* The seconds with the patient to a hospital; -1 when the way leads elsewhere. */
static gint64
hospital_way (const PoskoFleet *fleet, const PoskoCall *call)
{
  const gsize cell = (gsize) call->place * POSKO_N_CARE + call->care;
  if (fleet->care_seconds[cell] == POSKO_UNREACHABLE || !fleet->is_hospital[fleet->care[cell]])
    return -1;
  return driving (call, fleet->care_seconds[cell]);
}

static void
send_ambulance (PoskoDispatch *self, guint ambulance, guint index, gint64 now)
{
  const PoskoFleet *fleet = self->fleet;
  const PoskoCall *call = &self->calls[index];
  const guint32 way = fleet->ambulance_seconds[(gsize) call->place * fleet->n_ambulances + ambulance];
  gint64 nominal, real;
  care_way (fleet, call, ambulance, &nominal, &real);
  const gint64 there = fleet->lead_seconds[call->place] + driving (call, way);
  const gint64 at_work = work (fleet, call->transport ? fleet->ambulance_seconds_busy : fleet->team_seconds,
                               (gint64) fleet->lead_seconds[call->place] + way + nominal,
                               call->transport ? call->ambulance_factor : call->team_factor);
  const gint64 until = now + there + at_work + real;
  self->ambulance_free[ambulance] = until;
  posko_event_heap_push (&self->heap, until, EVENT_FREE, ambulance);
  arrive (&self->answers[index], now + there - call->time);
  if (call->transport)
    {
      self->answers[index].ambulance_wait = now + there - call->time;
      self->answers[index].ambulance_came = TRUE;
      self->answers[index].hospital_way = hospital_way (fleet, call);
    }
  if (self->use == NULL)
    return;
  for (guint w = 0; w < self->use->n_windows; w++)
    self->use->ambulance_busy[ambulance] += overlap (self->use->windows[2 * w], self->use->windows[2 * w + 1], now, until);
  self->use->ambulance_peak[ambulance] += overlap (self->use->peak_from, self->use->peak_to, now, until);
  self->use->ambulance_calls[ambulance]++;
}

/* Sends whom the call still wants, as far as they are free. */
static void
serve (PoskoDispatch *self, guint index, gint64 now)
{
  const PoskoCall *call = &self->calls[index];
  Waiting *waiting = &self->waiting[index];
  if (waiting->wants_help)
    {
      const guint team = find_team (self, call, now);
      if (team != NOBODY)
        {
          send_team (self, team, index, now);
          waiting->wants_help = FALSE;
        }
    }
  if (waiting->wants_help || waiting->wants_ambulance)
    {
      const guint ambulance = find_ambulance (self, call, now);
      if (ambulance != NOBODY)
        {
          send_ambulance (self, ambulance, index, now);
          waiting->wants_help = waiting->wants_ambulance = FALSE;
        }
    }
}

static void
leave_list (PoskoDispatch *self, guint index)
{
  const Waiting *waiting = &self->waiting[index];
  *(waiting->previous != NOBODY ? &self->waiting[waiting->previous].next : &self->first) = waiting->next;
  *(waiting->next != NOBODY ? &self->waiting[waiting->next].previous : &self->last) = waiting->previous;
}

static void
join_list (PoskoDispatch *self, guint index)
{
  self->waiting[index].next = NOBODY;
  self->waiting[index].previous = self->last;
  *(self->last != NOBODY ? &self->waiting[self->last].next : &self->first) = index;
  self->last = index;
}

/* When the next team can first answer after @now: while anybody waits, that is an event. */
static void
watch_duties (PoskoDispatch *self, gint64 now)
{
  gint64 next = POSKO_NEVER;
  for (guint t = 0; t < self->fleet->n_teams; t++)
    {
      const gint64 at = MAX (self->crews[t].ready, self->fleet->teams[t].from);
      if (at > now && at < self->fleet->teams[t].to && (gint) self->fleet->teams[t].post != self->lost_post)
        next = MIN (next, at);
    }
  if (next != POSKO_NEVER)
    posko_event_heap_push (&self->heap, next, EVENT_DUTY, 0);
}

static void
give_up (PoskoDispatch *self, guint index)
{
  Waiting *waiting = &self->waiting[index];
  PoskoAnswer *answer = &self->answers[index];
  if (waiting->wants_help)
    answer->wait = self->fleet->patience_seconds;
  if (waiting->wants_ambulance)
    answer->ambulance_wait = self->fleet->patience_seconds;
  waiting->wants_help = waiting->wants_ambulance = FALSE;
}

static void
take_call (PoskoDispatch *self, guint index, gint64 now)
{
  const PoskoFleet *fleet = self->fleet;
  const PoskoCall *call = &self->calls[index];
  PoskoAnswer *answer = &self->answers[index];
  *answer = (PoskoAnswer) { .ambulance_wait = -1, .hospital_way = -1 };
  self->waiting[index] = (Waiting) { .wants_help = TRUE, .wants_ambulance = call->transport };
  if (call->transport && fleet->n_ambulances > 0)
    answer->met = self->ambulance_free[fleet->ambulance_order[(gsize) call->place * fleet->n_ambulances]] > now;
  serve (self, index, now);
  if (!self->waiting[index].wants_help && !self->waiting[index].wants_ambulance)
    return;
  answer->queued = self->waiting[index].wants_help;
  if (fleet->patience_seconds <= 0)
    {
      give_up (self, index);
      return;
    }
  if (self->first == NOBODY)
    watch_duties (self, now);
  join_list (self, index);
  posko_event_heap_push (&self->heap, now + fleet->patience_seconds, EVENT_PATIENCE, index);
}

/* Goes through those who wait, the longest waiting first. */
static void
serve_waiting (PoskoDispatch *self, gint64 now)
{
  for (guint index = self->first, next; index != NOBODY; index = next)
    {
      next = self->waiting[index].next;
      serve (self, index, now);
      if (!self->waiting[index].wants_help && !self->waiting[index].wants_ambulance)
        leave_list (self, index);
    }
}

static void
begin (PoskoDispatch *self, guint n)
{
  posko_event_heap_empty (&self->heap);
  if (n > self->n_waiting_max)
    {
      self->n_waiting_max = MAX (64, 2 * n);
      g_free (self->waiting);
      self->waiting = g_new (Waiting, self->n_waiting_max);
    }
  for (guint t = 0; t < self->fleet->n_teams; t++)
    self->team_free[t] = G_MININT64;
  for (guint a = 0; a < self->fleet->n_ambulances; a++)
    self->ambulance_free[a] = G_MININT64;
  self->first = self->last = NOBODY;
  for (guint i = 0; i < n; i++)
    posko_event_heap_push (&self->heap, self->calls[i].time, EVENT_CALL, i);
}

void
posko_dispatch_run (PoskoDispatch *self, const PoskoCrew *crews, const PoskoCall *calls, guint n, gint lost_post, gint lost_ambulance,
                    PoskoAnswer *answers, PoskoUse *use)
{
  PoskoEvent event;
  self->crews = crews;
  self->calls = calls;
  self->answers = answers;
  self->use = use;
  self->lost_post = lost_post;
  self->lost_ambulance = lost_ambulance;
  begin (self, n);
  while (posko_event_heap_pop (&self->heap, &event))
    {
      if (event.kind == EVENT_CALL)
        take_call (self, event.index, event.time);
      else if (event.kind == EVENT_PATIENCE)
        {
          if (self->waiting[event.index].wants_help || self->waiting[event.index].wants_ambulance)
            {
              give_up (self, event.index);
              leave_list (self, event.index);
            }
        }
      else if (self->first != NOBODY)
        {
          serve_waiting (self, event.time);
          if (event.kind == EVENT_DUTY && self->first != NOBODY)
            watch_duties (self, event.time);
        }
    }
}
