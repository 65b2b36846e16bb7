package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // maps of expected keys; a null fails the test anyway
class OtelExportTlsTest {

  private static final Duration ENOUGH = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void flush_trustedCertificateOfTheHost_isSent() throws Exception {
    Path certificate = createIdentity("ip:127.0.0.1");
    try (OtlpReceiver receiver = new OtlpReceiver(0, serverTls())) {
      Fixtures.Setup setup =
          setup(receiver).with("OTEL_EXPORTER_OTLP_CERTIFICATE", "" + certificate);

      assertThat(setup.start().close(ENOUGH)).isTrue();

      assertThat(receiver.metrics()).containsKey("modelmon.predictions");
    }
  }

  @Test
  void flush_certificateOfAnotherHost_isRefusedWithoutRetry() throws Exception {
    Path certificate = createIdentity("dns:elsewhere.example");
    try (OtlpReceiver receiver = new OtlpReceiver(0, serverTls())) {
      Fixtures.Setup setup =
          setup(receiver).with("OTEL_EXPORTER_OTLP_CERTIFICATE", "" + certificate);

      assertThat(setup.start().close(ENOUGH)).isFalse();

      assertThat(receiver.attempts).isEmpty();
      assertThat(setup.log).singleElement().asString().contains("SSLHandshakeException");
    }
  }

  @Test
  void flush_certificateOfNobody_isRefused() throws Exception {
    createIdentity("ip:127.0.0.1");
    try (OtlpReceiver receiver = new OtlpReceiver(0, serverTls())) {
      Fixtures.Setup setup = setup(receiver);

      assertThat(setup.start().close(ENOUGH)).isFalse();

      assertThat(receiver.attempts).isEmpty();
      assertThat(setup.log).singleElement().asString().contains("SSLHandshakeException");
    }
  }

  private static Fixtures.Setup setup(OtlpReceiver receiver) {
    return new Fixtures.Setup()
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", "https://127.0.0.1:" + receiver.port());
  }

  private Path createIdentity(String alternativeName) throws Exception {
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            "receiver",
            "-keyalg",
            "EC",
            "-dname",
            "CN=receiver",
            "-validity",
            "30",
            "-ext",
            "san=" + alternativeName));
    Path certificate = folder.resolve("receiver.pem");
    keytool(List.of("-exportcert", "-rfc", "-alias", "receiver", "-file", certificate.toString()));
    return certificate;
  }

  private void keytool(List<String> arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(
        List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", "secret"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private SSLContext serverTls() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(store())) {
      keys.load(input, "secret".toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private Path store() {
    return folder.resolve("receiver.p12");
  }
}
