/* test-curve-svg.c: the plot of a curve is XML, the same bytes every time, holds its words as words, and takes any text. */
#include "report-drawing.h"
#include "report.h"
#include <string.h>

static PoskoCurve *
make_curve (PoskoCurveKind kind, PoskoLanguage language, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "tests", "data", "mini", NULL);
  g_autoptr (PoskoCase) source = posko_case_load (folder, NULL, 1, findings, NULL, NULL, &error);
  g_assert_no_error (error);
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  const PoskoCurveRange range = POSKO_CURVE_RANGE_INIT;
  params.language = language;
  params.n_threads = n_threads;
  params.effort = 0.2;
  PoskoCurve *curve = posko_curve_new (source, kind, &range, &params, &error);
  g_assert_no_error (error);
  return curve;
}

static void
take_text (GMarkupParseContext *context, const char *text, gsize length, gpointer words, GError **error)
{
  g_string_append_len (words, text, (gssize) length);
  g_string_append_c (words, '\n');
}

/* Parses @svg. Returns: its words */
static char *
parse (const char *svg, gsize length)
{
  static const GMarkupParser parser = { .text = take_text };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, words, NULL);
  g_markup_parse_context_parse (context, svg, (gssize) length, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  return g_strdup (words->str);
}

static void
assert_holds (const char *words, const char *text)
{
  if (strstr (words, text) == NULL)
    g_error ("\"%s\" is not in the drawing", text);
}

static void
test_kinds (void)
{
  for (guint kind = 0; kind < POSKO_CURVE_PEOPLE; kind++) /* people need a published plan: tests/cli */
    for (guint language = 0; language < 2; language++)
      {
        g_autoptr (GError) error = NULL;
        gsize length, again_length, json_length, json_again_length;
        g_autoptr (PoskoCurve) curve = make_curve (kind, language == 0 ? POSKO_LANGUAGE_ID : POSKO_LANGUAGE_EN, 1);
        g_autoptr (PoskoCurve) again = make_curve (kind, language == 0 ? POSKO_LANGUAGE_ID : POSKO_LANGUAGE_EN, 3);
        g_autofree char *svg = posko_report_curve_svg (curve, &length, &error), *svg_again = posko_report_curve_svg (again, &again_length, &error);
        g_assert_no_error (error);
        g_assert_cmpmem (svg, length, svg_again, again_length);
        g_autofree char *json = posko_report_curve_json (curve, &json_length, &error);
        g_autofree char *json_again = posko_report_curve_json (again, &json_again_length, &error);
        g_assert_cmpmem (json, json_length, json_again, json_again_length);
        g_autofree char *words = parse (svg, length);
        assert_holds (words, posko_curve_text (curve, POSKO_CURVE_TEXT_TITLE));
        assert_holds (words, posko_curve_text (curve, POSKO_CURVE_TEXT_X));
        assert_holds (words, posko_curve_text (curve, POSKO_CURVE_TEXT_Y));
        assert_holds (words, posko_curve_text (curve, POSKO_CURVE_TEXT_READING));
        assert_holds (words, language == 0 ? "sekarang" : "now");
        assert_holds (words, "Kota Mini");
        g_assert_null (strstr (svg, "glyph"));
        g_assert_null (strstr (svg, "id=\"surface"));
      }
}

static void
test_any_text (void)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const PoskoTextStyle style = { 12, POSKO_ALIGN_START, FALSE, NULL };
  g_autofree char *long_text = g_strnfill (5000, 'w');
  g_autoptr (PoskoDrawing) drawing = posko_drawing_new (100, 100, "id", "<judul> & \"kutip\"", "]]>\x01\x02");
  posko_drawing_text (drawing, 1, 1, &style, "a<b>&amp;\x1b\x7f\xff");
  posko_drawing_text (drawing, 1, 1, &style, long_text);
  posko_drawing_paragraph (drawing, 1, 1, 10, &style, "satu dua  tiga");
  g_autofree char *svg = posko_drawing_finish (drawing, &length, &error);
  g_assert_no_error (error);
  g_autofree char *words = parse (svg, length);
  assert_holds (words, "<judul> & \"kutip\"");
  assert_holds (words, "a<b>&amp;");
  assert_holds (words, "tiga");
  g_assert_true (g_utf8_validate (svg, (gssize) length, NULL));
  for (gsize i = 0; i < length; i++)
    g_assert_true ((guchar) svg[i] >= 0x20 || svg[i] == '\n');
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-svg/kinds", test_kinds);
  g_test_add_func ("/curve-svg/any-text", test_any_text);
  return g_test_run ();
}
