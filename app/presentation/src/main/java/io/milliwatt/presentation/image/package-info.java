/// The page Images: whether Docker has the image of the built-in engine, and building it.
///
/// [ImagesViewModel][io.milliwatt.presentation.image.ImagesViewModel] has one property that says
/// how things are, the sealed [ImageShelf][io.milliwatt.presentation.image.ImageShelf].
///
/// **Threads.** The user interface thread only; Docker is asked, and images are built, on the task
/// runner.
///
/// ```java
/// images.build(false);
/// images.cancel();
/// ```
@NullMarked
package io.milliwatt.presentation.image;

import org.jspecify.annotations.NullMarked;
