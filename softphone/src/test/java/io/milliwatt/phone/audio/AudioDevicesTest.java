package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.phone.audio.AudioDeviceException.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AudioDevicesTest {
    @Test
    void listsNeverThrowNorTakeLong() {
        assertTimeoutPreemptively(
                AudioDevices.LIMIT.multipliedBy(3),
                () -> {
                    for (AudioDevice device : AudioDevices.inputs()) {
                        assertTrue(!device.name().isBlank());
                    }
                    for (AudioDevice device : AudioDevices.outputs()) {
                        assertTrue(!device.name().isBlank());
                    }
                });
    }

    @Test
    void withoutSoundSystemTheWayOutIsSaid() {
        assumeTrue(AudioDevices.inputs().isEmpty(), "this machine has a microphone");
        assumeTrue(AudioDevices.outputs().isEmpty(), "this machine has a speaker");
        AudioDeviceException refused =
                assertThrows(
                        AudioDeviceException.class, () -> MicrophoneSource.open(Optional.empty()));
        assertEquals(Problem.NO_DEVICE, refused.problem());
        assertEquals(
                "There is no microphone: the sound system lists none; plug one in, or choose"
                        + " virtual audio (a tone, a WAV file or silence) instead",
                refused.getMessage());
        refused =
                assertThrows(AudioDeviceException.class, () -> SpeakerSink.open(Optional.empty()));
        assertTrue(refused.getMessage().startsWith("There is no speaker"));
    }

    @Test
    void questionThatHangsIsGivenUpAndItsLateAnswerGivenBack() throws Exception {
        CountDownLatch soundServer = new CountDownLatch(1);
        CountDownLatch givenBack = new CountDownLatch(1);
        AtomicReference<String> unwanted = new AtomicReference<>("");
        assertThrows(
                TimeoutException.class,
                () ->
                        SoundSystem.ask(
                                Duration.ofMillis(50),
                                () -> {
                                    soundServer.await();
                                    return "late";
                                },
                                answer -> {
                                    unwanted.set(answer);
                                    givenBack.countDown();
                                }));
        soundServer.countDown();
        assertTrue(givenBack.await(10, TimeUnit.SECONDS));
        assertEquals("late", unwanted.get());
        assertEquals("soon", SoundSystem.ask(Duration.ofSeconds(10), () -> "soon", _ -> {}));
    }
}
