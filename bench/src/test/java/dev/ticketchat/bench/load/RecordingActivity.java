package dev.ticketchat.bench.load;

import java.util.ArrayList;
import java.util.List;

/// Remembers when its members were to begin; a test answers.
final class RecordingActivity implements Activity {
  private final List<Begun> begun = new ArrayList<>();
  private int answered;

  /// What was begun.
  record Begun(Member member, long due) {}

  @Override
  public void begin(Member member, long due) {
    begun.add(new Begun(member, due));
  }

  @Override
  public int begun(Member member) {
    return (int) begun.stream().filter(one -> one.member == member).count();
  }

  @Override
  public int underWay(Member member) {
    return begun(member) - answered;
  }

  /// Everyone's oldest is answered.
  void answer() {
    answered++;
  }

  List<Begun> all() {
    return begun;
  }

  List<Long> dueTimes() {
    return begun.stream().map(Begun::due).toList();
  }
}
