package io.flashgate.gateway.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.flashgate.gateway.cli.Settings.Given;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A YAML file of settings: flat, one {@code key: value} per option, no key twice. */
final class SettingsFile {

    private final Path file;
    private final Map<String, Given> found = new LinkedHashMap<>();

    private SettingsFile(final Path file) {
        this.file = file;
    }

    /**
     * The values as they are written, each with the line it stands in.
     *
     * @throws Complaint if the file cannot be read or is not flat YAML
     */
    static Map<String, Given> read(final Path file) throws Complaint {
        final SettingsFile settings = new SettingsFile(file);
        try (Reader text = Files.newBufferedReader(file);
                JsonParser yaml = new YAMLFactory().createParser(text)) {
            settings.read(yaml);
        } catch (final JsonProcessingException e) {
            throw Complaint.usage(
                    settings.at(e.getLocation()) + ": found " + reason(e) + ", expected YAML of key: value lines");
        } catch (final MalformedInputException e) {
            throw Complaint.usage("config: found " + file + " not in UTF-8, expected a YAML file");
        } catch (final IOException e) {
            throw Complaint.usage("config: " + Failures.explain(e) + "; expected a YAML file that can be read");
        }
        return settings.found;
    }

    private void read(final JsonParser yaml) throws IOException, Complaint {
        final JsonToken first = yaml.nextToken();
        if (first == null) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw Complaint.usage(at(yaml.currentTokenLocation()) + ": found no key, expected key: value lines");
        }
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            readSetting(yaml);
        }
        if (yaml.nextToken() != null) {
            throw Complaint.usage(at(yaml.currentTokenLocation()) + ": found a second document, expected one");
        }
    }

    private void readSetting(final JsonParser yaml) throws IOException, Complaint {
        final String key = yaml.currentName();
        final String place = at(yaml.currentTokenLocation());
        if (found.containsKey(key)) {
            throw Complaint.usage(
                    key + " (" + place + "): found the key a second time, expected it once; the first is in "
                            + found.get(key).place());
        }
        final JsonToken value = yaml.nextToken();
        if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
            throw Complaint.usage(key + " (" + place + "): found "
                    + (value == JsonToken.VALUE_NULL ? "nothing" : "a list or a nested key")
                    + ", expected a plain value");
        }
        found.put(key, new Given(yaml.getText(), place));
    }

    /** The parser's complaint without the excerpts and positions that it indents. */
    private static String reason(final JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(": "));
    }

    private String at(final JsonLocation location) {
        return location == null ? file.toString() : file + ", line " + location.getLineNr();
    }
}
