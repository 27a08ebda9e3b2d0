package dev.velocity.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// What `velocity --version` says: the version the jar was built as.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var built = Version.class.getPackage().getImplementationVersion();
        return new String[] {"velocity " + Objects.requireNonNullElse(built, "(not packaged)")};
    }
}
