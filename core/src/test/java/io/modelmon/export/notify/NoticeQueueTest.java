package io.modelmon.export.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertNotice.Kind;
import io.modelmon.alert.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeQueueTest {

  private final NoticeQueue queue = new NoticeQueue(3);

  @Test
  void offer_full_takesOutAlertsThatFireAndResolveInIt() {
    AlertNotice other = Notices.firing("b");
    queue.offer(Notices.firing("a"));
    queue.offer(other);
    queue.offer(Notices.resolved("a"));
    AlertNotice last = Notices.firing("c");
    queue.offer(last);

    assertThat(queue.status("q", 0, 0, 0)).isEqualTo(new ReceiverStatus("q", 4, 0, 0, 0, 2, 0, 2));
    assertThat(queue.take(9)).containsExactly(other, last);
  }

  @Test
  void offer_fullOfDifferentAlerts_dropsTheOldestOfTheLeastUrgent() {
    AlertNotice critical = Notices.firing("a");
    AlertNotice newer = Notices.notice("c", Kind.FIRING, Severity.WARNING);
    AlertNotice newest = Notices.notice("d", Kind.FIRING, Severity.EMERGENCY);
    queue.offer(critical);
    queue.offer(Notices.notice("b", Kind.FIRING, Severity.WARNING));
    queue.offer(newer);
    queue.offer(newest);

    assertThat(queue.take(9)).containsExactly(critical, newer, newest);
    assertThat(queue.status("q", 0, 0, 0).dropped()).isEqualTo(1);
  }

  @Test
  void take_fewerThanThere_leavesTheRestInOrder() throws Exception {
    AlertNotice first = Notices.firing("a");
    AlertNotice second = Notices.firing("b");
    queue.offer(first);
    queue.offer(second);

    assertThat(queue.await(1)).isTrue();
    assertThat(queue.take(1)).isEqualTo(List.of(first));
    assertThat(queue.take(1)).isEqualTo(List.of(second));
    assertThat(queue.await(1)).isFalse();
  }

  @Test
  void close_waiting_isCountedAndNothingIsTakenAnyMore() throws Exception {
    queue.offer(Notices.firing("a"));
    queue.close();
    queue.offer(Notices.firing("b"));

    assertThat(queue.status("q", 0, 0, 0).dropped()).isEqualTo(2);
    assertThat(queue.await(Long.MAX_VALUE)).isFalse();
  }
}
