package io.modelmon.export.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.config.Access;
import io.modelmon.config.Receiver;
import io.modelmon.config.ReceiverKind;
import io.modelmon.config.ReceiverUrl;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverUrlTest {

  private static final Access LOCAL = new Access(true, false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "gopher://example.com/",
        "ftp://example.com/",
        "example.com/hook",
        "http:example.com",
        "http://user@example.com/",
        "http://user:password@example.com/",
        "http://example.com@127.0.0.1/",
        "http://example.com/a\r\nHost: b",
        "http://example.com/a b",
        "http://exämple.com/",
        "http://example.com/#secret",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://app.localhost/",
        "http://127.0.0.1:9093/",
        "http://127.1.2.3./",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://100.100.100.200/",
        "http://[::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[fd00:ec2::254]/",
        "http://example.com:70000/",
        "http:///hook",
        "https://",
      })
  void parse_dangerousUrl_isRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> ReceiverUrl.parse(url, Access.STRICT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("secret")
        .doesNotContain("password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.com/services/T0/B0/secret",
        "http://10.0.0.7:9093",
        "http://alertmanager.monitoring.svc:9093/",
        "https://[2001:db8::1]:8443/hook?x=1",
      })
  void parse_usualUrl_isTaken(String url) {
    assertThat(ReceiverUrl.parse(url, Access.STRICT)).isEqualTo(URI.create(url));
  }

  @Test
  void parse_localAllowed_takesLiteralAddressesOfThisMachine() {
    for (String url : List.of("http://127.0.0.1:9093/", "http://[::1]:9093/")) {
      assertThat(ReceiverUrl.parse(url, LOCAL)).isEqualTo(URI.create(url));
    }
    assertThatThrownBy(() -> ReceiverUrl.parse("http://0.0.0.0/", LOCAL))
        .hasMessageContaining("unspecified");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "255.255.255.255",
        "100.100.100.200",
        "192.0.0.192",
        "::1",
        "::",
        "fe80::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "fd00:ec2::254",
      })
  void check_addressOnlyThisMachineReaches_isRefused(String address) throws Exception {
    InetAddress parsed = InetAddress.getByName(address);

    assertThatThrownBy(() -> new PublicAddresses(Access.STRICT).check(parsed))
        .isInstanceOf(RefusedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "192.168.1.1",
        "8.8.8.8",
        "2001:db8::1",
        "64:ff9b::808:808",
        "fd12::1"
      })
  void check_otherAddress_isAllowed(String address) throws Exception {
    InetAddress parsed = InetAddress.getByName(address);

    assertThatCode(() -> new PublicAddresses(Access.STRICT).check(parsed))
        .doesNotThrowAnyException();
  }

  @Test
  void check_localAllowed_takesLoopbackButNeverMulticast() throws Exception {
    PublicAddresses rule = new PublicAddresses(LOCAL);
    InetAddress multicast = InetAddress.getByName("224.0.0.1");

    assertThatCode(() -> rule.check(InetAddress.getLoopbackAddress())).doesNotThrowAnyException();
    assertThatThrownBy(() -> rule.check(multicast)).isInstanceOf(RefusedAddressException.class);
  }

  @Test
  void receiver_headersWithLineBreaks_areRefusedWithoutRepeatingThem() {
    assertThatThrownBy(() -> receiver(Map.of("X-Token", "secret\r\nHost: b")))
        .hasMessageContaining("one line")
        .message()
        .doesNotContain("secret");
    assertThatThrownBy(() -> receiver(Map.of("X Token", "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void receiver_shownAsText_hidesWhatMayBeSecret() {
    assertThat(receiver(Map.of("Authorization", "Bearer secret")).toString())
        .isEqualTo("chat (SLACK at hooks.example.com)");
  }

  private static Receiver receiver(Map<String, String> headers) {
    return new Receiver(
        "chat",
        ReceiverKind.SLACK,
        URI.create("https://hooks.example.com/services/secret"),
        headers,
        "secret",
        LOCAL,
        Receiver.Timing.DEFAULT);
  }
}
