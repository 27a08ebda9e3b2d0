package dev.velocity.api;

import static dev.velocity.api.Answers.needed;

import dev.velocity.access.Session;
import dev.velocity.proposal.Checked;
import dev.velocity.proposal.Decision;
import dev.velocity.proposal.Difference;
import dev.velocity.proposal.SiteProposal;
import dev.velocity.proposal.SiteProposals;
import dev.velocity.sensor.WrongFile;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whole site files: looked through, proposed by one person, decided on by another.
@RestController
@RequestMapping("/api/v1/site-proposals")
final class SiteProposalRoutes {
    private static final int LINES_AROUND = 3;
    private final SiteProposals proposals;

    SiteProposalRoutes(SiteProposals proposals) {
        this.proposals = proposals;
    }

    record Edited(@Nullable String site, @Nullable String reason) {}

    record Said(@Nullable String words) {}

    record Wrong(int line, String path, @Nullable String value, String allowed) {
        static Wrong of(WrongFile.Problem problem) {
            return new Wrong(problem.line(), problem.path(), problem.value().orElse(null), problem.allowed());
        }
    }

    record Change(
            String path, @Nullable String before, @Nullable String after) {
        static Change of(Difference.Change change) {
            return new Change(
                    change.path(), change.before().orElse(null), change.after().orElse(null));
        }
    }

    record Line(@Nullable Integer before, @Nullable Integer after, String text) {
        static Line of(Difference.Line line) {
            return new Line(line.before().orElse(null), line.after().orElse(null), line.text());
        }
    }

    /// @param stretches the changed lines with three around them
    record Shown(List<Change> changes, List<List<Line>> stretches) {
        static Shown of(Difference difference) {
            return new Shown(
                    difference.changes().stream().map(Change::of).toList(),
                    difference.stretches(LINES_AROUND).stream()
                            .map(stretch -> stretch.stream().map(Line::of).toList())
                            .toList());
        }
    }

    /// @param result `fits`, `same` or `wrong`
    record Looked(
            String result, List<Wrong> problems, @Nullable Shown difference) {
        static Looked of(Checked checked) {
            return switch (checked) {
                case Checked.Fits(var _, var difference) -> new Looked("fits", List.of(), Shown.of(difference));
                case Checked.Same() -> new Looked("same", List.of(), null);
                case Checked.Wrong(var problems) ->
                    new Looked("wrong", problems.stream().map(Wrong::of).toList(), null);
            };
        }
    }

    record Listed(
            long id,
            String reason,
            String proposer,
            Instant proposedAt,
            String state,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String words,
            boolean inForce) {}

    record Whole(Listed proposal, Shown difference, String site) {}

    @GetMapping
    List<Listed> list() {
        return proposals.list().stream().map(this::listed).toList();
    }

    /// What an editor begins with.
    @GetMapping(path = "/current.yaml", produces = "application/yaml;charset=UTF-8")
    String current() {
        return proposals.current();
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> one(@PathVariable long id) {
        return proposals
                .find(id)
                .<ResponseEntity<Object>>map(proposal -> ResponseEntity.ok(
                        new Whole(listed(proposal), Shown.of(proposal.difference()), proposal.after())))
                .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown", "there is no proposal of that number"));
    }

    @PostMapping(path = "/check", consumes = MediaType.APPLICATION_JSON_VALUE)
    Looked check(@RequestBody Edited edited) {
        return Looked.of(proposals.check(needed(edited.site(), "site")));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> propose(@RequestBody Edited edited, Session session) {
        return Answers.of(
                proposals.propose(
                        needed(edited.site(), "site"), Objects.toString(edited.reason(), ""), session.person()),
                HttpStatus.CREATED,
                this::listed);
    }

    @PostMapping(path = "/{id}/approve", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> approve(@PathVariable long id, @RequestBody Said said, Session session) {
        return Answers.of(proposals.approve(id, Objects.toString(said.words(), ""), session.person()), this::listed);
    }

    @PostMapping(path = "/{id}/refuse", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> refuse(@PathVariable long id, @RequestBody Said said, Session session) {
        return Answers.of(proposals.refuse(id, Objects.toString(said.words(), ""), session.person()), this::listed);
    }

    private Listed listed(SiteProposal proposal) {
        var decision = proposal.decision();
        return new Listed(
                proposal.id(),
                proposal.reason(),
                proposal.proposer(),
                proposal.proposedAt(),
                proposal.open() ? "open" : proposal.approved() ? "approved" : "refused",
                decision.map(Decision::by).orElse(null),
                decision.map(Decision::at).orElse(null),
                decision.map(Decision::words).orElse(null),
                proposals.inForce(proposal));
    }
}
