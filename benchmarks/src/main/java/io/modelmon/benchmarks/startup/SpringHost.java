package io.modelmon.benchmarks.startup;

import io.modelmon.benchmarks.hotpath.ScoringModel;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A Spring Boot web application with one model. */
@SpringBootApplication
public class SpringHost {

  /** Starts, prints two readings of {@link System#nanoTime()} as {@link StartupHost} does, ends. */
  public static void main(String[] arguments) {
    long mainNanos = System.nanoTime();
    SpringApplication application = new SpringApplication(SpringHost.class);
    application
        .run("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn")
        .getBean(ScoringModel.class)
        .doubles(new double[ScoringModel.FEATURES]);
    System.out.println("startup " + mainNanos + " " + System.nanoTime());
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** Returns the model. */
  @Bean
  public ScoringModel model() {
    return new ScoringModel(1);
  }
}
