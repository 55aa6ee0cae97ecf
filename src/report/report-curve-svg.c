/* report-curve-svg.c: the plot of a trade-off curve: what one more brings, how far it is proven, where we stand, and where it bends.
 *
 * Made to be read on a black-and-white print and by the colour-blind: everything that differs differs in shape, dash or shade, and the
 * colours are of the palette of Okabe & Ito (2008, "Color Universal Design"). Points that are proven are filled, others hollow; the area
 * between value and bound is shaded: the best possible lies in it. O(points²) for the labels, which never lie on one another.
 */
#include "report-drawing.h"
#include "report-private.h"
#include <math.h>

#define WIDTH 960.0
#define LEFT 96.0
#define RIGHT 36.0
#define PLOT_HEIGHT 330.0
#define TEXT_WIDTH (WIDTH - LEFT - RIGHT + 60)
#define BELOW_HEIGHT 230.0 /* names, legend and further figures below the axis */
#define STRIP_HEIGHT 44.0 /* a line of further figures below the axis */

#define BLUE "#0072b2"
#define ORANGE "#b35900"
#define GREY "#5f5f5f"
#define SHADE "#d4dde3"
#define GRID "#e4e4e4"

#define TITLE_SIZE 21.0
#define READING_SIZE 15.0
#define LABEL_SIZE 13.0
#define SMALL_SIZE 11.5

/* A scale from data to pixels, with round ticks. */
typedef struct
{
  gdouble low, high, step;
  gdouble from, to; /* pixels */
} Scale;

typedef struct
{
  gdouble x, y, width, height;
} Box;

typedef struct
{
  const PoskoCurve *curve;
  PoskoTable *points;
  guint n;
  gboolean english;
  PoskoDrawing *drawing;
  cairo_t *cairo;
  Scale x, y;
  gdouble x_unit; /* what one of the x axis is: 1, a million or a thousand million */
  GArray *taken;  /* (element-type Box): where words and points stand */
} Plot;

static const PoskoCurvePoint *
point_at (const Plot *self, guint i)
{
  return posko_table_row (self->points, i);
}

static const char *text (const Plot *self, const char *english, const char *indonesian) G_GNUC_FORMAT (2) G_GNUC_FORMAT (3);

static const char *
text (const Plot *self, const char *english, const char *indonesian)
{
  return self->english ? english : indonesian;
}

static char *
number (const Plot *self, gdouble value, guint decimals)
{
  return posko_format_decimal (value, decimals, self->english ? POSKO_LANGUAGE_EN : POSKO_LANGUAGE_ID);
}

/* Decimals that a multiple of @step needs. */
static guint
decimals_of (gdouble step)
{
  guint decimals = 0;
  while (decimals < 4 && fabs (step - floor (step + 0.5)) > 1e-6)
    {
      step *= 10;
      decimals++;
    }
  return decimals;
}

static gdouble
pixel (const Scale *scale, gdouble value)
{
  return scale->from + (value - scale->low) / (scale->high - scale->low) * (scale->to - scale->from);
}

/* 1, 2 or 5 times a power of ten, so that there are at most @most steps. */
static gdouble
round_step (gdouble width, guint most)
{
  const gdouble raw = width / most, power = pow (10, floor (log10 (raw)));
  const gdouble part = raw / power;
  return power * (part <= 1 + 1e-9 ? 1 : part <= 2 + 1e-9 ? 2 : part <= 5 + 1e-9 ? 5 : 10);
}

static void
set_y_scale (Plot *self)
{
  gdouble low = INFINITY, high = -INFINITY;
  for (guint i = 0; i < self->n; i++)
    {
      const PoskoCurvePoint *point = point_at (self, i);
      const gdouble ends[] = { point->nilai, point->batas };
      for (guint e = 0; e < G_N_ELEMENTS (ends); e++)
        if (isfinite (ends[e]))
          {
            low = MIN (low, ends[e]);
            high = MAX (high, ends[e]);
          }
    }
  if (!(low <= high))
    low = high = 0;
  if (low < 0.4 * high || low >= high) /* near enough to nothing to show nothing too */
    low = MIN (low, 0);
  const gdouble width = high > low ? high - low : 1;
  self->y.step = round_step (width * 1.15, 6);
  self->y.low = floor (low / self->y.step + 1e-9) * self->y.step;
  self->y.high = MAX (high + 0.12 * width, self->y.low + self->y.step); /* room for the label of the highest */
}

static void
set_x_scale (Plot *self)
{
  const gint64 first = point_at (self, 0)->x, last = point_at (self, self->n - 1)->x;
  const gboolean money = posko_curve_kind (self->curve) == POSKO_CURVE_BILLBOARDS;
  self->x_unit = !money ? 1 : last >= G_GINT64_CONSTANT (2000000000) ? 1e9 : 1e6;
  const gdouble low = (gdouble) first / self->x_unit, high = (gdouble) last / self->x_unit;
  const gdouble margin = high > low ? 0.04 * (high - low) : 1;
  self->x.step = round_step (MAX (high - low, money ? 0 : 1) + (high > low || !money ? 0 : 1), 12);
  if (!money)
    self->x.step = MAX (1, self->x.step);
  self->x.low = low - margin;
  self->x.high = high + margin;
}

/* ---- words that do not lie on one another ---- */

static gboolean
is_free (const Plot *self, const Box *box)
{
  for (guint i = 0; i < self->taken->len; i++)
    {
      const Box *other = &g_array_index (self->taken, Box, i);
      if (box->x < other->x + other->width && other->x < box->x + box->width && box->y < other->y + other->height
          && other->y < box->y + box->height)
        return FALSE;
    }
  return TRUE;
}

/* Writes centred words where there is room; a @forced label is written anyway. */
static gboolean
place_text (Plot *self, gdouble x, gdouble y, const PoskoTextStyle *style, const char *words, gboolean forced)
{
  const gdouble width = posko_drawing_text_width (words, style->size);
  const gdouble centre = CLAMP (x, LEFT + width / 2, WIDTH - RIGHT + 24 - width / 2);
  const Box box = { centre - width / 2 - 2, y - style->size, width + 4, style->size + 3 };
  if (!forced && !is_free (self, &box))
    return FALSE;
  g_array_append_val (self->taken, box);
  posko_drawing_text (self->drawing, centre, y, style, words);
  return TRUE;
}

/* ---- axes ---- */

static void
line (Plot *self, gdouble x1, gdouble y1, gdouble x2, gdouble y2, const char *colour, gdouble width)
{
  posko_drawing_colour (self->drawing, colour);
  cairo_set_line_width (self->cairo, width);
  cairo_move_to (self->cairo, x1, y1);
  cairo_line_to (self->cairo, x2, y2);
  cairo_stroke (self->cairo);
}

static void
draw_axes (Plot *self)
{
  const PoskoTextStyle left = { LABEL_SIZE, POSKO_ALIGN_END, FALSE, GREY }, below = { LABEL_SIZE, POSKO_ALIGN_MIDDLE, FALSE, GREY };
  for (gint64 t = 0; t <= (gint64) floor ((self->y.high - self->y.low) / self->y.step + 1e-9); t++)
    {
      const gdouble value = self->y.low + (gdouble) t * self->y.step, y = pixel (&self->y, value);
      g_autofree char *label = number (self, value, decimals_of (self->y.step));
      line (self, LEFT, y, WIDTH - RIGHT, y, t == 0 ? GREY : GRID, 1);
      posko_drawing_text (self->drawing, LEFT - 8, y + 4.5, &left, label);
    }
  for (gint64 t = (gint64) ceil (self->x.low / self->x.step - 1e-9); (gdouble) t * self->x.step <= self->x.high + 1e-9; t++)
    {
      const gdouble value = (gdouble) t * self->x.step, x = pixel (&self->x, value);
      g_autofree char *label = number (self, value, decimals_of (self->x.step));
      const Box box = { x - 20, self->y.from + 2, 40, 22 };
      if (value < 0)
        continue;
      g_array_append_val (self->taken, box);
      line (self, x, self->y.from, x, self->y.from + 5, GREY, 1);
      posko_drawing_text (self->drawing, x, self->y.from + 20, &below, label);
    }
}

static void
name_axes (Plot *self, gdouble y_name)
{
  const PoskoTextStyle style = { LABEL_SIZE, POSKO_ALIGN_START, TRUE, NULL }, middle = { LABEL_SIZE, POSKO_ALIGN_MIDDLE, TRUE, NULL };
  const PoskoTextStyle small = { SMALL_SIZE, POSKO_ALIGN_START, FALSE, GREY };
  const char *unit = self->x_unit >= 1e9 ? text (self, " (Rp thousand million)", " (miliar rupiah)")
                                         : self->x_unit >= 1e6 ? text (self, " (Rp million)", " (juta rupiah)") : "";
  g_autofree char *x_name = g_strconcat (posko_curve_text (self->curve, POSKO_CURVE_TEXT_X), unit, NULL);
  const char *y_text = posko_curve_text (self->curve, POSKO_CURVE_TEXT_Y);
  posko_drawing_text (self->drawing, LEFT - 60, y_name, &style, y_text);
  posko_drawing_text (self->drawing, (self->x.from + self->x.to) / 2, self->y.from + 42, &middle, x_name);
  if (self->y.low > 0)
    {
      g_autofree char *low = number (self, self->y.low, decimals_of (self->y.step));
      g_autofree char *note = g_strdup_printf (text (self, "the scale begins at %s, not at 0", "skala dimulai dari %s, bukan dari 0"), low);
      posko_drawing_text (self->drawing, LEFT - 60 + posko_drawing_text_width (y_text, LABEL_SIZE * 1.1) + 12, y_name, &small, note);
    }
}

/* ---- the curve ---- */

static gdouble
x_of (const Plot *self, const PoskoCurvePoint *point)
{
  return pixel (&self->x, (gdouble) point->x / self->x_unit);
}

/* A line through the values or the bounds, broken where there is none. */
static void
trace (Plot *self, gboolean bounds)
{
  gboolean open = FALSE;
  for (guint i = 0; i < self->n; i++)
    {
      const PoskoCurvePoint *point = point_at (self, i);
      const gdouble value = bounds ? point->batas : point->nilai;
      if (!isfinite (value))
        {
          open = FALSE;
          continue;
        }
      if (open)
        cairo_line_to (self->cairo, x_of (self, point), pixel (&self->y, value));
      else
        cairo_move_to (self->cairo, x_of (self, point), pixel (&self->y, value));
      open = TRUE;
    }
}

static void
draw_band (Plot *self)
{
  static const gdouble dashes[] = { 7, 4 };
  posko_drawing_colour (self->drawing, SHADE);
  for (guint i = 0; i + 1 < self->n; i++)
    {
      const PoskoCurvePoint *a = point_at (self, i), *b = point_at (self, i + 1);
      if (!isfinite (a->batas + b->batas + a->nilai + b->nilai) || (a->batas == a->nilai && b->batas == b->nilai))
        continue;
      cairo_move_to (self->cairo, x_of (self, a), pixel (&self->y, a->nilai));
      cairo_line_to (self->cairo, x_of (self, b), pixel (&self->y, b->nilai));
      cairo_line_to (self->cairo, x_of (self, b), pixel (&self->y, b->batas));
      cairo_line_to (self->cairo, x_of (self, a), pixel (&self->y, a->batas));
      cairo_close_path (self->cairo);
      cairo_fill (self->cairo);
    }
  posko_drawing_colour (self->drawing, GREY);
  cairo_set_line_width (self->cairo, 1.6);
  cairo_set_dash (self->cairo, dashes, G_N_ELEMENTS (dashes), 0);
  trace (self, TRUE);
  cairo_stroke (self->cairo);
  cairo_set_dash (self->cairo, NULL, 0, 0);
}

typedef enum
{
  MARK_PROVEN,
  MARK_OPEN,
  MARK_UNMET,
  MARK_NOW,
  MARK_KNEE,
} Mark;

/* Each mark has a shape of its own. */
static void
draw_mark (Plot *self, gdouble x, gdouble y, Mark mark)
{
  cairo_set_line_width (self->cairo, 2);
  posko_drawing_colour (self->drawing, mark == MARK_NOW ? ORANGE : mark == MARK_KNEE ? "#000000" : BLUE);
  cairo_new_path (self->cairo);
  if (mark == MARK_UNMET)
    {
      cairo_move_to (self->cairo, x - 5, y - 5);
      cairo_line_to (self->cairo, x + 5, y + 5);
      cairo_move_to (self->cairo, x - 5, y + 5);
      cairo_line_to (self->cairo, x + 5, y - 5);
      cairo_stroke (self->cairo);
      return;
    }
  if (mark == MARK_NOW)
    {
      cairo_rectangle (self->cairo, x - 9, y - 9, 18, 18);
      cairo_stroke (self->cairo);
      return;
    }
  cairo_arc (self->cairo, x, y, mark == MARK_KNEE ? 13 : 5, 0, 2 * G_PI);
  if (mark == MARK_KNEE)
    {
      cairo_stroke (self->cairo);
      return;
    }
  if (mark == MARK_OPEN)
    {
      posko_drawing_colour (self->drawing, "#ffffff");
      cairo_fill_preserve (self->cairo);
      posko_drawing_colour (self->drawing, BLUE);
      cairo_stroke (self->cairo);
      return;
    }
  cairo_fill (self->cairo);
}

static Mark
mark_of (const PoskoCurvePoint *point)
{
  if (point->kurang != POSKO_MISSING && point->kurang > 0)
    return MARK_UNMET;
  return g_str_equal (point->status, "optimal") ? MARK_PROVEN : MARK_OPEN;
}

static void
draw_curve (Plot *self)
{
  posko_drawing_colour (self->drawing, BLUE);
  cairo_set_line_width (self->cairo, 2.4);
  trace (self, FALSE);
  cairo_stroke (self->cairo);
  for (guint i = 0; i < self->n; i++)
    {
      const PoskoCurvePoint *point = point_at (self, i);
      if (!isfinite (point->nilai))
        continue;
      const gdouble x = x_of (self, point), y = pixel (&self->y, point->nilai);
      const Box box = { x - 6, y - 6, 12, 12 };
      g_array_append_val (self->taken, box);
      draw_mark (self, x, y, mark_of (point));
      if (point->sekarang)
        draw_mark (self, x, y, MARK_NOW);
      if (point->siku)
        draw_mark (self, x, y, MARK_KNEE);
    }
}

/* A dropped line and a word beside it for the present limit and the knee. */
static void
name_marked (Plot *self)
{
  static const gdouble dots[] = { 2, 4 };
  const gboolean of_people = posko_curve_kind (self->curve) == POSKO_CURVE_PEOPLE;
  for (guint i = 0; i < self->n; i++)
    {
      const PoskoCurvePoint *point = point_at (self, i);
      if (!isfinite (point->nilai) || !(point->sekarang || point->siku))
        continue;
      const gdouble x = x_of (self, point), y = pixel (&self->y, point->nilai);
      const char *now = of_people ? text (self, "fewest changes", "perubahan tersedikit") : text (self, "now", "sekarang");
      const char *bend = !point->siku ? "" : point->sekarang ? text (self, ", and the bend", ", sekaligus siku") : text (self, "bend", "siku");
      g_autofree char *words = g_strconcat (point->sekarang ? now : "", bend, NULL);
      const PoskoTextStyle style = { LABEL_SIZE, POSKO_ALIGN_MIDDLE, TRUE, point->sekarang ? ORANGE : NULL };
      const gdouble beside = posko_drawing_text_width (words, LABEL_SIZE) / 2 + 7;
      cairo_set_dash (self->cairo, dots, G_N_ELEMENTS (dots), 0);
      line (self, x, y + 14, x, self->y.from, point->sekarang ? ORANGE : "#000000", 1.4);
      cairo_set_dash (self->cairo, NULL, 0, 0);
      for (guint try = 0; try < 8; try++)
        if (place_text (self, x + (try % 2 == 0 ? beside : -beside), self->y.from - 8 - 18 * (gdouble) (try / 2), &style, words, try == 7))
          break;
    }
}

static guint
value_decimals (const Plot *self)
{
  const PoskoCurveKind kind = posko_curve_kind (self->curve);
  if (kind != POSKO_CURVE_POSTS && kind != POSKO_CURVE_AMBULANCES)
    return 0;
  return self->y.high - self->y.low < 3 ? 2 : 1;
}

static gboolean
is_chief (const Plot *self, guint i)
{
  const PoskoCurvePoint *point = point_at (self, i);
  return i == 0 || i + 1 == self->n || point->sekarang || point->siku;
}

/* The value at each point: first at the chief ones, then wherever there is room. */
static void
label_points (Plot *self)
{
  const PoskoTextStyle style = { LABEL_SIZE, POSKO_ALIGN_MIDDLE, FALSE, NULL };
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->n; i++)
      {
        const PoskoCurvePoint *point = point_at (self, i);
        if (is_chief (self, i) != (pass == 0) || !isfinite (point->nilai))
          continue;
        g_autofree char *value = number (self, point->nilai, value_decimals (self));
        const gdouble y = pixel (&self->y, point->nilai), gap = point->siku ? 18 : point->sekarang ? 14 : 10;
        const gdouble aside = MIN (16, posko_drawing_text_width (value, LABEL_SIZE) / 2) * (posko_curve_maximises (self->curve) ? -1 : 1);
        if (!place_text (self, x_of (self, point) + aside, y - gap, &style, value, FALSE)) /* off the line */
          place_text (self, x_of (self, point) - aside, y + gap + LABEL_SIZE - 3, &style, value, FALSE);
      }
}

/* A further figure in a line below the axis: its name, and its value under each point. Returns: the y below it */
static gdouble
draw_strip (Plot *self, gdouble y, const char *name, gboolean third)
{
  const PoskoTextStyle head = { SMALL_SIZE, POSKO_ALIGN_START, FALSE, GREY }, style = { SMALL_SIZE, POSKO_ALIGN_MIDDLE, FALSE, NULL };
  gboolean any = FALSE;
  for (guint i = 0; i < self->n; i++)
    any = any || isfinite (third ? point_at (self, i)->lain : point_at (self, i)->persen);
  if (!any || *name == '\0')
    return y;
  posko_drawing_text (self->drawing, LEFT - 60, y, &head, name);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->n; i++)
      {
        const PoskoCurvePoint *point = point_at (self, i);
        const gdouble value = third ? point->lain : point->persen;
        if (is_chief (self, i) != (pass == 0))
          continue;
        g_autofree char *words = number (self, value, floor (value) == value || fabs (value) >= 1000 ? 0 : 1);
        place_text (self, x_of (self, point), y + 18, &style, words, FALSE);
      }
  line (self, LEFT - 60, y + 25, WIDTH - RIGHT, y + 25, GRID, 1);
  return y + STRIP_HEIGHT;
}

/* ---- the legend ---- */

static gdouble
legend_text (Plot *self, gdouble x, gdouble y, const char *words)
{
  const PoskoTextStyle style = { SMALL_SIZE, POSKO_ALIGN_START, FALSE, NULL };
  posko_drawing_text (self->drawing, x, y + 4, &style, words);
  return x + posko_drawing_text_width (words, SMALL_SIZE) + 26;
}

static gboolean
has_mark (const Plot *self, Mark mark)
{
  for (guint i = 0; i < self->n; i++)
    {
      const PoskoCurvePoint *point = point_at (self, i);
      const gboolean has = mark == MARK_NOW ? point->sekarang : mark == MARK_KNEE ? point->siku : mark_of (point) == mark;
      if (isfinite (point->nilai) && has)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_band (const Plot *self)
{
  for (guint i = 0; i < self->n; i++)
    if (isfinite (point_at (self, i)->batas) && point_at (self, i)->batas != point_at (self, i)->nilai)
      return TRUE;
  return FALSE;
}

/* Returns: the y below it */
static gdouble
draw_legend (Plot *self, gdouble y)
{
  const gboolean of_people = posko_curve_kind (self->curve) == POSKO_CURVE_PEOPLE;
  gdouble x = LEFT - 54;
  const struct
  {
    Mark mark;
    const char *words;
  } marks[] = {
    { MARK_PROVEN, text (self, "proven: no plan is better", "terbukti: tidak ada rencana yang lebih baik") },
    { MARK_OPEN, text (self, "best plan found", "rencana terbaik yang ditemukan") },
    { MARK_UNMET, text (self, "what comes first is not met", "yang didahulukan belum terpenuhi") },
    { MARK_NOW, of_people ? text (self, "fewest changes that leave no more places empty", "perubahan tersedikit tanpa menambah tempat kosong")
                          : text (self, "as the case has it now", "menurut kasus sekarang") },
    { MARK_KNEE, text (self, "bend: after it each step brings less", "siku: sesudahnya tambahan mengecil") },
  };
  for (guint m = 0; m < G_N_ELEMENTS (marks); m++)
    if (has_mark (self, marks[m].mark))
      {
        if (x + 40 + posko_drawing_text_width (marks[m].words, SMALL_SIZE) > WIDTH)
          {
            x = LEFT - 54;
            y += 28;
          }
        draw_mark (self, x, y, marks[m].mark);
        x = legend_text (self, x + 18, y, marks[m].words);
      }
  if (!has_band (self))
    return y + 34;
  const char *words = text (self, "up to the bound: the best possible lies in it", "sampai batas terbukti: yang terbaik ada di dalamnya");
  if (x + 60 + posko_drawing_text_width (words, SMALL_SIZE) > WIDTH)
    {
      x = LEFT - 54;
      y += 28;
    }
  static const gdouble dashes[] = { 7, 4 };
  posko_drawing_colour (self->drawing, SHADE);
  cairo_rectangle (self->cairo, x - 5, y - 6, 30, 12);
  cairo_fill (self->cairo);
  cairo_set_dash (self->cairo, dashes, G_N_ELEMENTS (dashes), 0);
  line (self, x - 5, y + 6, x + 25, y + 6, GREY, 1.6);
  cairo_set_dash (self->cairo, NULL, 0, 0);
  legend_text (self, x + 34, y, words);
  return y + 34;
}

/* Title and reading; @drawing NULL only measures. Returns: the y below them */
static gdouble
draw_head (PoskoDrawing *drawing, const PoskoCurve *curve)
{
  const PoskoTextStyle title = { TITLE_SIZE, POSKO_ALIGN_START, TRUE, NULL }, reading = { READING_SIZE, POSKO_ALIGN_START, FALSE, NULL };
  const char *city = posko_case_policy (posko_curve_case (curve))->kota;
  g_autofree char *whole = g_strdup_printf ("%s · %s", posko_curve_text (curve, POSKO_CURVE_TEXT_TITLE), city);
  const gdouble y = posko_drawing_paragraph (drawing, LEFT - 60, 40, TEXT_WIDTH, &title, whole);
  return posko_drawing_paragraph (drawing, LEFT - 60, y + 2, TEXT_WIDTH, &reading, posko_curve_text (curve, POSKO_CURVE_TEXT_READING));
}

/* How it was made; @drawing NULL only measures. Returns: the y below it */
static gdouble
draw_foot (PoskoDrawing *drawing, const PoskoCurve *curve, gdouble y)
{
  const PoskoTextStyle style = { SMALL_SIZE - 1, POSKO_ALIGN_START, FALSE, GREY };
  const gboolean english = posko_curve_language (curve) == POSKO_LANGUAGE_EN;
  g_autofree char *origin = g_strdup_printf ("posko %s, %s %.12s, %s %" G_GUINT64_FORMAT, POSKO_VERSION, english ? "case" : "kasus",
                                             posko_case_hash (posko_curve_case (curve)), english ? "seed" : "benih", posko_curve_seed (curve));
  y = posko_drawing_paragraph (drawing, LEFT - 60, y, TEXT_WIDTH, &style, posko_curve_text (curve, POSKO_CURVE_TEXT_RULE));
  return posko_drawing_paragraph (drawing, LEFT - 60, y + 2, TEXT_WIDTH, &style, origin);
}

static gdouble
draw_strips (Plot *self, gdouble y)
{
  y = draw_strip (self, y, posko_curve_text (self->curve, POSKO_CURVE_TEXT_SECOND), FALSE);
  return draw_strip (self, y, posko_curve_text (self->curve, POSKO_CURVE_TEXT_THIRD), TRUE);
}

/* Everything but the title; @top of the plot. Returns: the y below it */
static gdouble
draw_plot (Plot *self, gdouble top)
{
  self->x.from = LEFT;
  self->x.to = WIDTH - RIGHT;
  self->y.from = top + PLOT_HEIGHT;
  self->y.to = top;
  name_axes (self, top - 16);
  draw_axes (self);
  draw_band (self);
  draw_curve (self);
  label_points (self);
  name_marked (self);
  return draw_strips (self, draw_legend (self, self->y.from + 68)) + 8;
}

char *
posko_report_curve_svg (const PoskoCurve *curve, gsize *length, GError **error)
{
  const gdouble top = MAX (draw_head (NULL, curve), 90) + 40;
  const gdouble height = draw_foot (NULL, curve, top + PLOT_HEIGHT + BELOW_HEIGHT) + 10;
  g_autofree char *described = g_strconcat (posko_curve_text (curve, POSKO_CURVE_TEXT_READING), " ",
                                            posko_curve_text (curve, POSKO_CURVE_TEXT_RULE), NULL);
  g_autoptr (PoskoDrawing) drawing = posko_drawing_new (WIDTH, height, posko_report_language_code (posko_curve_language (curve)),
                                                        posko_curve_text (curve, POSKO_CURVE_TEXT_TITLE), described);
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Box));
  Plot self = { .curve = curve, .points = posko_curve_table (curve, POSKO_CURVE_TABLE_POINTS), .drawing = drawing,
                .english = posko_curve_language (curve) == POSKO_LANGUAGE_EN, .cairo = posko_drawing_cairo (drawing), .taken = taken };
  self.n = posko_table_n (self.points);
  draw_head (drawing, curve);
  set_x_scale (&self);
  set_y_scale (&self);
  draw_foot (drawing, curve, draw_plot (&self, top));
  return posko_drawing_finish (drawing, length, error);
}
