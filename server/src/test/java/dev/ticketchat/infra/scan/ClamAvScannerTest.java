package dev.ticketchat.infra.scan;

import static dev.ticketchat.infra.scan.ScannerContract.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.files.Scanner.Verdict;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What [ClamAvScanner] makes of the things that a clamd may say.
final class ClamAvScannerTest extends WithScriptedClamd {

  @Test
  void sendsTheWholeFileInItsOrder() throws IOException {
    var content = ScannerContract.noise(3_000_001);
    var received = new AtomicReference<byte[]>();
    var clamd =
        clamd(talk -> {
          talk.session();
          received.set(talk.stream());
          talk.say("1: stream: OK\0");
          talk.fallSilent();
        });

    var verdict = scanner(clamd).scan(file(folder, content));

    assertThat(verdict).isEqualTo(new Verdict.Clean());
    assertThat(received.get()).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1: stream: OK",
        "stream: OK\0",
        "2: stream: OK\0",
        "0: stream: OK\0",
        "11: stream: OK\0",
        "1: stream: OK\n\0",
        "1: stream: OK\0001: stream: Test FOUND\0",
        "1: OK\0",
        "1: stream: Can't create temporary file. ERROR\0",
        "1: UNKNOWN COMMAND\0",
        "COMMAND READ TIMED OUT\n",
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "\0",
        "\0\0\0\0",
        ""
      })
  void callsNoFileCleanThatClamdDoesNotCallSo(String answer) {
    var scanner =
        scanner(
            clamd(talk -> {
              talk.session();
              talk.stream();
              talk.say(answer);
            }));

    isUnavailable(scanner);
  }

  @Test
  void doesNotTakeWhatClamdSaysBeforeItHasTheFile() throws IOException {
    var scanner =
        scanner(
            clamd(talk -> {
              talk.session();
              talk.command();
              talk.say("1: stream: OK\0");
              talk.fallSilent();
            }));

    isUnavailable(scanner, file(folder, new byte[MAX_BYTES]));
  }

  @Test
  void refusesAFileThatClamdFindsTooLongBeforeItsEnd() throws IOException {
    var clamd =
        clamd(talk -> {
          talk.session();
          talk.command();
          talk.say("1: INSTREAM size limit exceeded. ERROR\0");
        });
    var scanner = scanner(clamd);
    var large = file(folder, new byte[MAX_BYTES]);

    for (var i = 0; i < 5; i++) {
      isUnavailable(scanner, large);
    }

    // It is no failure of clamd, which is asked each time.
    assertThat(clamd.connections()).isEqualTo(5);
    assertThat(logged.list)
        .singleElement()
        .satisfies(line -> assertThat(line.getFormattedMessage()).contains("StreamMaxLength"));
  }

  @Test
  void readsNoMoreThanAnAnswerIsLong() {
    var scanner =
        scanner(
            clamd(talk -> {
              talk.session();
              talk.stream();
              while (true) {
                talk.say("1: stream: OK".repeat(1_000));
              }
            }));

    isUnavailable(scanner);

    assertThat(logged.list.getFirst().getFormattedMessage()).contains("an answer without end");
  }

  @Test
  void sendsNothingOfAFileThatIsTooLarge() throws IOException {
    var clamd = clamd(ScriptedClamd.Talk::serveAll);
    var scanner = scanner(clamd);
    var large = file(folder, new byte[MAX_BYTES + 1]);

    refuses(ErrorCode.FILE_REJECTED, scanner, large);
    assertThat(clamd.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Heuristics.Limits.Exceeded.MaxFileSize",
        "Heuristics.Limits.Exceeded",
        "Heuristics.Encrypted.Zip",
        "Heuristics.Encrypted.PDF"
      })
  void rejectsWhatCannotBeLookedThroughWithoutCallingItMalicious(String name) {
    var scanner = scanner(finding(name));

    refuses(ErrorCode.FILE_REJECTED, scanner, small);
    assertThat(logged.list).isEmpty();
  }

  @Test
  void isUnavailableWhenClamdHadTooLittleTime() {
    isUnavailable(scanner(finding("Heuristics.Limits.Exceeded.MaxScanTime")));
  }

  @Test
  void callsOtherHeuristicsMalicious() {
    var scanner = scanner(finding("Heuristics.Phishing.Email"));

    assertThat(scanner.scan(small)).isEqualTo(new Verdict.Malicious("Heuristics.Phishing.Email"));
  }

  private ScriptedClamd finding(String name) {
    return clamd(talk -> {
      talk.session();
      talk.stream();
      talk.say("1: stream: " + name + " FOUND\0");
      talk.fallSilent();
    });
  }
}
