/* report-drawing.c: shapes by cairo, words as words: see report-drawing.h. */
#include "report-drawing.h"
#include "error.h"
#include "notation.h"
#include <cairo-svg.h>
#include <string.h>

#define LINE_HEIGHT 1.35 /* of the size of the letters */
#define FONTS "'DejaVu Sans', Verdana, Arial, sans-serif"
#define LARGEST_TEXT 2000u /* characters of one text */

struct _PoskoDrawing
{
  cairo_surface_t *surface;
  cairo_t *cairo;
  GString *shapes; /* what cairo writes */
  GString *head, *words;
};

static cairo_status_t
take_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* @text as XML, its control characters as blanks. */
static char *
escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) clean = g_string_new (NULL);
  guint n = 0;
  for (const char *p = valid; *p != '\0' && n < LARGEST_TEXT; p = g_utf8_next_char (p), n++)
    {
      const gunichar c = g_utf8_get_char (p);
      g_string_append_unichar (clean, g_unichar_iscntrl (c) || c >= 0xfffe ? ' ' : c);
    }
  return g_markup_escape_text (clean->str, -1);
}

PoskoDrawing *
posko_drawing_new (gdouble width, gdouble height, const char *language, const char *title, const char *description)
{
  PoskoDrawing *self = g_new0 (PoskoDrawing, 1);
  g_autofree char *plain_title = escape (title), *plain_description = escape (description);
  self->shapes = g_string_new (NULL);
  self->words = g_string_new (NULL);
  self->head = g_string_new (NULL);
  g_string_append_printf (self->head, "<title xml:lang=\"%s\">%s</title>\n<desc xml:lang=\"%s\">%s</desc>\n", language, plain_title, language,
                          plain_description);
  self->surface = cairo_svg_surface_create_for_stream (take_bytes, self->shapes, width, height);
  cairo_svg_surface_restrict_to_version (self->surface, CAIRO_SVG_VERSION_1_1);
  cairo_svg_surface_set_document_unit (self->surface, CAIRO_SVG_UNIT_PX);
  self->cairo = cairo_create (self->surface);
  cairo_set_line_join (self->cairo, CAIRO_LINE_JOIN_ROUND);
  posko_drawing_colour (self, "#ffffff");
  cairo_paint (self->cairo);
  return self;
}

void
posko_drawing_free (PoskoDrawing *self)
{
  if (self == NULL)
    return;
  cairo_destroy (self->cairo);
  cairo_surface_destroy (self->surface); /* writes its last bytes */
  g_string_free (self->shapes, TRUE);
  g_string_free (self->head, TRUE);
  g_string_free (self->words, TRUE);
  g_free (self);
}

cairo_t *
posko_drawing_cairo (PoskoDrawing *self)
{
  return self->cairo;
}

void
posko_drawing_colour (PoskoDrawing *self, const char *colour)
{
  gdouble part[3];
  for (guint i = 0; i < G_N_ELEMENTS (part); i++)
    part[i] = (16 * g_ascii_xdigit_value (colour[1 + 2 * i]) + g_ascii_xdigit_value (colour[2 + 2 * i])) / 255.0;
  cairo_set_source_rgb (self->cairo, part[0], part[1], part[2]);
}

void
posko_drawing_text (PoskoDrawing *self, gdouble x, gdouble y, const PoskoTextStyle *style, const char *text)
{
  static const char *const anchors[] = { "start", "middle", "end" };
  g_autofree char *plain = escape (text);
  g_string_append (self->words, "<text x=\"");
  posko_notation_append_number (self->words, x, 1);
  g_string_append (self->words, "\" y=\"");
  posko_notation_append_number (self->words, y, 1);
  g_string_append (self->words, "\" font-size=\"");
  posko_notation_append_number (self->words, style->size, 1);
  g_string_append_printf (self->words, "\" text-anchor=\"%s\"%s fill=\"%s\">%s</text>\n", anchors[style->align],
                          style->bold ? " font-weight=\"bold\"" : "", style->colour != NULL ? style->colour : "#000000", plain);
}

gdouble
posko_drawing_text_width (const char *text, gdouble size)
{
  gdouble width = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (strchr (" .,;:'|ijlI()[]!", *p) != NULL)
      width += 0.39;
    else if (strchr ("mwMW%@", *p) != NULL)
      width += 0.98;
    else
      width += g_ascii_isupper (*p) ? 0.73 : 0.64;
  return width * size;
}

gdouble
posko_drawing_paragraph (PoskoDrawing *self, gdouble x, gdouble y, gdouble width, const PoskoTextStyle *style, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *longer = g_strconcat (line->str, line->len > 0 ? " " : "", words[i], NULL);
      if (line->len > 0 && posko_drawing_text_width (longer, style->size) > width)
        {
          if (self != NULL)
            posko_drawing_text (self, x, y, style, line->str);
          y += style->size * LINE_HEIGHT;
          g_string_assign (line, words[i]);
        }
      else
        g_string_assign (line, longer);
    }
  if (line->len == 0)
    return y;
  if (self != NULL)
    posko_drawing_text (self, x, y, style, line->str);
  return y + style->size * LINE_HEIGHT;
}

/* cairo numbers its groups through the life of the process: here the group has no number. */
static gboolean
split_shapes (const GString *shapes, gsize *head, gsize *body, gsize *tail)
{
  const char *group = strstr (shapes->str, "<g id=\"surface"), *end = g_strrstr (shapes->str, "</svg>");
  const char *inside = group != NULL ? strchr (group, '>') : NULL;
  if (inside == NULL || end == NULL || inside > end)
    return FALSE;
  *head = (gsize) (group - shapes->str);
  *body = (gsize) (inside + 1 - shapes->str);
  *tail = (gsize) (end - shapes->str);
  return TRUE;
}

char *
posko_drawing_finish (PoskoDrawing *self, gsize *length, GError **error)
{
  gsize head, body, tail;
  cairo_surface_finish (self->surface);
  const cairo_status_t status = cairo_status (self->cairo) != CAIRO_STATUS_SUCCESS ? cairo_status (self->cairo)
                                                                                   : cairo_surface_status (self->surface);
  if (status != CAIRO_STATUS_SUCCESS || !split_shapes (self->shapes, &head, &body, &tail))
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_IO, "cairo: %s", cairo_status_to_string (status));
      return NULL;
    }
  GString *svg = g_string_new_len (self->shapes->str, (gssize) head);
  g_string_append (svg, self->head->str);
  g_string_append (svg, "<g>");
  g_string_append_len (svg, self->shapes->str + body, (gssize) (tail - body));
  g_string_append (svg, "<g font-family=\"" FONTS "\">\n");
  g_string_append (svg, self->words->str);
  g_string_append (svg, "</g>\n</svg>\n");
  *length = svg->len;
  return g_string_free (svg, FALSE);
}
