package dev.velocity.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTest {
    private static final Scrape SCRAPE = new Scrape("""
            # HELP velocity_readings_total Readings
            # TYPE velocity_readings_total counter
            velocity_readings_total{result="accepted"} 1.2E3
            velocity_readings_total{result="late"} 30.0
            velocity_writer_queue 7.0
            http_request_duration_seconds_bucket{method="GET",route="/board",status="200",le="0.1"} 90
            http_request_duration_seconds_bucket{method="GET",route="/board",status="200",le="1.5"} 94
            http_request_duration_seconds_bucket{method="GET",route="/board",status="200",le="+Inf"} 94
            http_request_duration_seconds_bucket{method="GET",route="/",status="200",le="0.1"} 4
            http_request_duration_seconds_bucket{method="GET",route="/",status="200",le="1.5"} 5
            http_request_duration_seconds_bucket{method="GET",route="/",status="200",le="+Inf"} 6
            http_request_duration_seconds_bucket{method="GET",route="/alerts/{id}",status="200",le="0.1"} 0
            http_request_duration_seconds_bucket{method="GET",route="/alerts/{id}",status="200",le="+Inf"} 500
            """);

    @Test
    void seriesAreSummedByNameAndLabel() {
        assertThat(SCRAPE.sum("velocity_readings_total")).isEqualTo(1_230);
        assertThat(SCRAPE.sum("velocity_readings_total", "result=\"late\"")).isEqualTo(30);
        assertThat(SCRAPE.sum("velocity_writer_queue")).isEqualTo(7);
        assertThat(SCRAPE.sum("velocity_readings")).isNaN();
    }

    /// Of 100 pages 94 took up to 0.1 s and 99 up to 1.5 s; other routes do not count.
    @Test
    void theQuantileIsTheEdgeNinetyFiveOfAHundredStayUnder() {
        assertThat(SCRAPE.dashboardP95()).isEqualTo(1.5);
        assertThat(new Scrape("").dashboardP95()).isNaN();
    }
}
