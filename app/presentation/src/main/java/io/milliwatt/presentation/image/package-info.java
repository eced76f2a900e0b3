/// The page Images: whether Docker has the images of the built-in engine and of the toolbox, and
/// building them.
///
/// For each of the two an [ImageViewModel][io.milliwatt.presentation.image.ImageViewModel] has one
/// property that says how things are, the sealed
/// [ImageShelf][io.milliwatt.presentation.image.ImageShelf].
///
/// **Threads.** The user interface thread only; Docker is asked, and images are built, on the task
/// runner.
///
/// ```java
/// images.engine().build(false);
/// images.engine().cancel();
/// ```
@NullMarked
package io.milliwatt.presentation.image;

import org.jspecify.annotations.NullMarked;
