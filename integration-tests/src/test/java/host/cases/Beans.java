package host.cases;

import host.Scenario;
import host.Trace;
import java.math.BigDecimal;
import java.util.Optional;

/** Beans with getters, public and private fields, nested beans, enums and optionals. */
public final class Beans implements Scenario {

  enum Channel {
    WEB,
    BRANCH {
      @Override
      public String toString() {
        throw new AssertionError("nobody may call this");
      }
    }
  }

  /** A nested bean whose age has no getter. */
  static final class Customer {
    @SuppressWarnings({"unused", "UnusedVariable"}) // read by name, as a framework would
    private final int age;

    private final Channel channel;

    Customer(int age, Channel channel) {
      this.age = age;
      this.channel = channel;
    }

    public Channel getChannel() {
      return channel;
    }
  }

  /** The request. */
  static final class Request {
    private final Customer customer;
    private final BigDecimal amount;
    private int reads;

    Request(Customer customer, BigDecimal amount) {
      this.customer = customer;
      this.amount = amount;
    }

    public Customer getCustomer() {
      return customer;
    }

    public Optional<BigDecimal> amount() {
      return Optional.ofNullable(amount);
    }

    public boolean isUrgent() {
      return amount != null && amount.signum() > 0;
    }

    /** Not named in any configuration, so nobody but the application may call it. */
    public int getReads() {
      return ++reads;
    }
  }

  /** Scores a request; a loan comes second. */
  static final class Model {
    double predict(String tenant, Request request) {
      return request.getCustomer() == null ? -1 : tenant.length();
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    int reads = 0;
    for (int i = 0; i < 200; i++) {
      Channel channel = i % 2 == 0 ? Channel.WEB : Channel.BRANCH;
      Customer customer = i % 8 == 0 ? null : new Customer(i, channel);
      Request request = new Request(customer, i % 5 == 0 ? null : BigDecimal.valueOf(i - 50, 2));
      trace.mix(model.predict("tenant", request));
      reads += request.getReads();
    }
    trace.flushDigest("results");
    trace.line("reads", reads);
    trace.expect(
        "beans",
        "calls=200 rows=200 predictions=200 captured=200 missing.age=25 missing.channel=25"
            + " missing.amount=40 missing.urgent=0 invalid.channel=0");
  }
}
