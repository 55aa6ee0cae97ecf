/* report-drawing.h: a drawing as SVG: cairo draws lines and areas, words stay words.
 *
 * cairo writes text as outlines of glyphs, which differ with the fonts of the machine and which nobody can search, read aloud or translate.
 * So shapes go through cairo, and every text becomes a <text> element over them, in DejaVu Sans or what the reader has. Equal drawings are
 * equal bytes, on every machine.
 */
#pragma once
#include <cairo.h>
#include <gio/gio.h>
G_BEGIN_DECLS

typedef enum
{
  POSKO_ALIGN_START,
  POSKO_ALIGN_MIDDLE,
  POSKO_ALIGN_END,
} PoskoAlign;

typedef struct
{
  gdouble size; /* pixels */
  PoskoAlign align;
  gboolean bold;
  const char *colour; /* "#rrggbb"; NULL = black */
} PoskoTextStyle;

typedef struct _PoskoDrawing PoskoDrawing;

/**
 * posko_drawing_new:
 * @width: @height: pixels
 * @language: "id" or "en"
 * @title: @description: what a reader who cannot see the drawing is told
 */
PoskoDrawing *posko_drawing_new (gdouble width, gdouble height, const char *language, const char *title, const char *description);
void posko_drawing_free (PoskoDrawing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoDrawing, posko_drawing_free)

/** Returns: (transfer none): to draw shapes with; never text */
cairo_t *posko_drawing_cairo (PoskoDrawing *self);

/** Sets the colour of the shapes that follow: "#rrggbb" */
void posko_drawing_colour (PoskoDrawing *self, const char *colour);

/** Writes @text with its baseline at @y; bytes that XML cannot hold become blanks. */
void posko_drawing_text (PoskoDrawing *self, gdouble x, gdouble y, const PoskoTextStyle *style, const char *text);

/** Writes @text in as many lines as it needs to be at most @width wide; @self %NULL only measures. Returns: the y below its last line */
gdouble posko_drawing_paragraph (PoskoDrawing *self, gdouble x, gdouble y, gdouble width, const PoskoTextStyle *style, const char *text);

/** Returns: about how wide @text is in DejaVu Sans of @size, rather too much than too little */
gdouble posko_drawing_text_width (const char *text, gdouble size);

/** Returns: (transfer full) (nullable): the SVG; %NULL with %POSKO_ERROR_IO when cairo failed. The drawing is then used up. */
char *posko_drawing_finish (PoskoDrawing *self, gsize *length, GError **error);

G_END_DECLS
