package dev.ticketchat.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

class ChartsTest {

  @Test
  void barsAreAsLongAsTheirValues() throws Exception {
    var chart =
        new BarChart(
            "More & better",
            List.of(
                new BarChart.Panel(
                    "rooms < 3",
                    Unit.COUNT,
                    List.of(
                        new BarChart.Bar("A", Figure.of(100), Tone.OURS),
                        new BarChart.Bar("B", Figure.of(50), Tone.NODE)))));

    var bars = parsed(chart.picture("bars")).getElementsByTagName("rect");

    assertThat(bars.getLength()).as("the paper and two bars").isEqualTo(3);
    var longer = Double.parseDouble(attribute(bars.item(1), "width"));
    var shorter = Double.parseDouble(attribute(bars.item(2), "width"));
    assertThat(longer).isEqualTo(2 * shorter);
  }

  @Test
  void linesHaveTheirNamesAtTheirEndsWithoutTouching() throws Exception {
    var line = List.of(new LineChart.Point(1, 5), new LineChart.Point(10, 50));
    var chart =
        new LineChart(
            "Time",
            "messages per second",
            Scale.factors(List.of(1.0, 10.0)),
            "ms",
            Scale.powersOfTen(5, 50),
            List.of(
                new LineChart.Panel(
                    "",
                    List.of(
                        new LineChart.Line("one", Tone.OURS, line),
                        new LineChart.Line("another", Tone.NODE, line)))));

    var names = parsed(chart.picture("lines")).getElementsByTagName("text");

    var last = names.getLength() - 2; // the last is the axis
    var distance = number(names.item(last), "y") - number(names.item(last - 1), "y");
    assertThat(Math.abs(distance)).isCloseTo(16, within());
  }

  @Test
  void aLogarithmicScaleHasEqualStepsForEqualFactors() {
    var scale = Scale.powersOfTen(0.2, 80);

    assertThat(scale.marks()).containsExactly(0.1, 1.0, 10.0, 100.0);
    assertThat(scale.position(1)).isCloseTo(1 / 3.0, within());
    assertThat(scale.position(1_000)).as("beyond the end").isEqualTo(1);
  }

  @Test
  void aLinearScaleEndsAtARoundNumber() {
    assertThat(Scale.linear(380).marks()).containsExactly(0.0, 100.0, 200.0, 300.0, 400.0);
  }

  private static Document parsed(Picture picture)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(picture.svg().getBytes(UTF_8)));
  }

  private static double number(Node node, String attribute) {
    return Double.parseDouble(attribute(node, attribute));
  }

  private static String attribute(Node node, String name) {
    return node.getAttributes().getNamedItem(name).getNodeValue();
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }
}
